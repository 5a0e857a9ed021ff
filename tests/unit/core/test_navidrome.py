"""Smart playlists as Navidrome's criteria."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.navidrome import navidrome_playlist
from moodtagger.core.playlists import Playlist, SmartRules


def translated(search: str, sort: str = "title", limit: int | None = None) -> dict[str, Any]:
    playlist = Playlist("Rainy", rules=SmartRules(search, sort, limit))
    document: dict[str, Any] = json.loads(navidrome_playlist(playlist).data)
    return document


def notes(search: str, sort: str = "title") -> list[str]:
    playlist = Playlist("Rainy", rules=SmartRules(search, sort))
    return [str(note) for note in navidrome_playlist(playlist).notes]


@pytest.mark.parametrize(
    ("search", "rules"),
    [
        ('artist:"The Who"', [{"contains": {"artist": "The Who"}}]),
        ("artist:Motörhead", [{"contains": {"artist": "Motörhead"}}]),
        ("title:=Love", [{"is": {"title": "Love"}}]),
        ("-genre:rap", [{"notContains": {"genre": "rap"}}]),
        ("tag:party,chill", [{"any": [{"contains": {"mood": m}} for m in ("party", "chill")]}]),
        ("-tag:party,chill", [{"all": [{"notContains": {"mood": m}} for m in ("party", "chill")]}]),
        ("bpm:120-130", [{"inTheRange": {"bpm": [120, 130]}}]),
        ("bpm:120", [{"is": {"bpm": 120}}]),
        ("-bpm:120-130", [{"any": [{"lt": {"bpm": 120}}, {"gt": {"bpm": 130}}]}]),
        ("year:>1999", [{"gt": {"year": 1999}}]),
        ("year:<=1999", [{"lt": {"year": 2000}}]),
        ("year:1990s", [{"inTheRange": {"year": [1990, 1999]}}]),
        ("length:>5m", [{"gt": {"duration": 299}}]),
        ("added:<30d", [{"inTheLast": {"dateadded": 30}}]),
        ("-added:<30d", [{"notInTheLast": {"dateadded": 30}}]),
        ("added:>1y", [{"notInTheLast": {"dateadded": 366}}]),
        ("format:flac", [{"is": {"filetype": "flac"}}]),
        ("folder:jazz", [{"contains": {"filepath": "jazz"}}]),
        ("key:8A", [{"any": [{"is": {"key": k}} for k in ("Am", "8A", "1m")]}]),
        ("", [{"gt": {"playcount": -1}}]),
        (
            "bpm:120 (genre:rock | genre:pop)",
            [
                {"is": {"bpm": 120}},
                {"any": [{"contains": {"genre": "rock"}}, {"contains": {"genre": "pop"}}]},
            ],
        ),
    ],
)
def test_conditions(search: str, rules: list[dict[str, Any]]) -> None:
    assert translated(search)["all"] == rules


def test_a_date_is_compared_by_days() -> None:
    day = datetime(2026, 11, 1).astimezone()
    assert translated(f"added:{day:%Y-%m}")["all"] == [
        {
            "all": [
                {"after": {"dateadded": "2026-11-01"}},
                {"before": {"dateadded": "2026-12-01"}},
            ]
        }
    ]


def test_a_word_is_looked_for_in_all_texts() -> None:
    (rule,) = translated("Río")["all"]
    fields = [next(iter(part["contains"])) for part in rule["any"]]
    assert fields == ["title", "artist", "album", "genre", "mood", "filepath"]
    assert rule["any"][0] == {"contains": {"title": "Río"}}


def test_name_order_and_limit() -> None:
    document = translated("tag:calm", "-added", 50)
    assert (document["name"], document["sort"]) == ("Rainy", "dateadded")
    assert (document["order"], document["limit"]) == ("desc", 50)
    assert "limit" not in translated("tag:calm")


def test_what_navidrome_cannot_know_is_said() -> None:
    assert notes("tag:calm") == []
    assert notes("mood:calm") == ["Navidrome knows only moods that are written to the files."]
    assert notes("tag:calm energy:>6") == ["Skipped “energy”, which Navidrome can't search for."]
    assert translated("tag:calm energy:>6")["all"] == [{"contains": {"mood": "calm"}}]
    assert notes("(tag:calm energy:>6)") == notes("tag:calm energy:>6")
    assert notes("tag:calm", "valence") == ["Navidrome can't sort by valence."]
    with pytest.raises(MoodtaggerError, match="can't search for this: energy, valence"):
        translated("energy:>6 valence:>0")
    with pytest.raises(MoodtaggerError, match="energy"):  # a part of it would mean less
        translated("tag:calm | energy:>6")
    with pytest.raises(MoodtaggerError, match="folder"):
        translated("folder:/music/jazz")

"""Texts in old encodings are shown right, Western ones are never changed, files never rewritten."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

import pytest

from moodtagger.core.tag_plan import TagRequest, TargetPlayer, WritePolicy
from moodtagger.core.tag_reading import TagReading
from moodtagger.tags import apply_plan, plan_undo, plan_write, read_tags
from moodtagger.tags.code_pages import decode_text, find_code_page, undecoded
from moodtagger.tags.writing.isolated import plan_write_isolated
from tests.robustness.files.id3_variants import id3v1
from tests.support.raw_tags import write_texts

# Artists, titles and albums that nobody has.
FOREIGN = {
    "cp1251": [
        ("Светлана Морозова", "Осенний дождь", "Письма к морю"),
        ("Группа Рассвет", "Белые ночи над рекой", "Город без сна"),
        ("Дмитрий Орлов", "Зимняя сказка (live)", "Концерт 2004"),
        ("Тень", "Вода", "Дом"),
        ("Северный ветер", "Прощай, столица!", "Best of 1999"),
        ("ЖЕЛЕЗНЫЙ ВЕК", "СТАЛЬНОЕ СЕРДЦЕ", "МАРШ"),
    ],
    "koi8_r": [
        ("Мария Лебедева", "Не уходи", "Сердце"),
        ("Хор имени Глинки", "Тихая гавань", "Народные песни"),
        ("светлана", "осенний дождь", "сердце"),
    ],
    "cp932": [
        ("山田花子", "春の雨", "夜明けの手紙"),
        ("東京ナイト", "ドライブ", "シティライト"),
        ("ひまわり", "かぜ", "なつ"),
        ("鈴木アンナ", "Love ソング", "Summer ベスト"),
    ],
    "gbk": [
        ("李小明", "月光下的河", "春天的信"),
        ("北方乐队", "回家的路", "无眠之城"),
        ("刘洋", "远方 (live)", "演唱会 2004"),
    ],
    "cp949": [
        ("김하늘", "가을비", "바다로 보내는 편지"),
        ("새벽밴드", "하얀 밤", "잠들지 않는 도시"),
        ("한별", "눈 (live)", "콘서트 2004"),
    ],
    "big5": [("北方樂隊", "回家的路", "無眠之城"), ("李小明", "月光下的河", "春天的信")],
    "cp1253": [("Ελένη Παπαδάκη", "Φθινοπωρινή βροχή", "Γράμματα στη θάλασσα")],
    "cp1255": [("אילנה כהן", "גשם של סתיו", "מכתבים לים")],
    "cp1256": [("ليلى حداد", "مطر الخريف", "رسائل إلى البحر"), ("نرگس", "سه\u200cشنبه", "دارا")],
    "cp874": [("วงพระจันทร์", "ฝนเดือนสิบ", "จดหมายถึงทะเล")],
    "cp1250": [
        ("Zbigniew Wiśniewski", "Żółte liście", "Pieśni o miłości"),
        ("Jiří Dvořáček", "Déšť nad řekou", "Písně z hor"),
    ],
    "utf-8": [("Björn Ångström", "Où es-tu ?", "Été")],
}
CASES = [(page, song) for page, songs in FOREIGN.items() for song in songs]

_FIRST_NAMES = (
    "Björn Jürgen Günther Käthe Zoë Anaïs Chloé Éric François Hélène Jérôme Joël Léo Noël René "
    "Stéphane Thérèse José Íñigo Begoña Andrés Martín Raúl Sofía João Conceição Antônio Luís Inês "
    "Márcio Tânia Åse Øyvind Bjørn Søren Märta Åke Örjan Väinö Päivi Þórunn Ágústa Sigríður Niccolò"
)
_LAST_NAMES = (
    "Müller Schröder Weiß Lefèvre Désert Brûlé Garçon Forêt Muñoz Ibáñez Núñez Gutiérrez Simões "
    "Magalhães Gonçalves Bjørnstad Sørensen Østby Håkansson Ångström Hämäläinen Jónsdóttir "
    "Þorláksson Motörhead Crüe Queensrÿche Naïveté"
)
_ALL_TITLES = (
    "Ø|Å|Ænima|ÅÄÖ|À la carte|Où es-tu ?|Été|Ça va|Là-bas|à ça|¿Qué pasa?|¡Olé!|«Étoile»|Ö|ß|É|"
    "Með suð í eyrum við spilum endalaust|Não dá|Coração|Canções de amor|Já é|Straße|Größenwahn|"
    "ÄÖÜ|Sørgmodig|Blå øjne|Öppna landskap|Yö|Hyvää yötä|Þú og ég|El Niño|Città vuota|Perché no|"
    "Più su|È già|Déjà vu|Noël blanc|Bête noire|Œuvre|Cœur|Don’t stop|It’s “live”|Rock ’n’ roll –|"
    "€uro|50 ¢ · ½ price|20° × 30°|© 2004|à à à à|ÀÉÈÙ|ÉÉÉÉ|ÆØÅ ÆØÅ|ÉTÉ|NOËL|CORAÇÃO|MÄDCHEN|ØL|"
    "Aïe aïe aïe|L’été à Paris|m³ et m²|£5 – ¥500|Ñu|São João"
)
_FIRST, _LAST, _TITLES = _FIRST_NAMES.split(), _LAST_NAMES.split(), _ALL_TITLES.split("|")
WESTERN = [
    *((name,) for name in (*_FIRST, *_LAST, *_TITLES)),
    *((f"{first} {last}",) for first, last in product(_FIRST[::3], _LAST[::2])),
    *((f"{f} {_LAST[i % len(_LAST)]}", t) for f in _FIRST[::4] for i, t in enumerate(_TITLES)),
]


def shown(song: Sequence[str], code_page: str, chosen: str = "") -> tuple[str, ...]:
    """What a file in that code page shows."""
    texts = [undecoded(text.encode(code_page)) for text in song]
    found = find_code_page(texts, chosen)
    return tuple(decode_text(text, found) for text in texts)


@pytest.mark.parametrize(("code_page", "song"), CASES)
def test_texts_of_a_file_are_evaluated_together(code_page: str, song: tuple[str, ...]) -> None:
    assert shown(song, code_page) == song


def test_western_texts_never_change() -> None:
    assert len(WESTERN) > 900
    for names in WESTERN:
        assert shown(names, "cp1252") == names
        if all("\x7f" < c < "\xa0" or ord(c) < 256 for text in names for c in text):
            assert shown(names, "latin-1") == names


def test_plain_and_decoded_texts_are_not_evaluated() -> None:
    assert find_code_page(["plain", "Ãðàäñêèé, in UTF-8"]) == ""
    assert decode_text("Ãðàäñêèé", "cp1251") == "Ãðàäñêèé"


def test_the_code_page_of_the_user_counts_where_it_makes_words() -> None:
    assert shown(("Kateřina", "Večer"), "cp1250", "cp1250") == ("Kateřina", "Večer")
    assert shown(("Я", "Да"), "cp1251", "cp1251") == ("Я", "Да")
    assert shown(("Motörhead",), "cp1252", "cp1251") == ("Motörhead",)
    assert shown(("Café",), "cp1252", "cp932") == ("Café",)


def test_absurd_texts_cost_nothing() -> None:
    many = (undecoded(b"\xff%d" % i) for i in range(9999))
    texts = [undecoded(bytes(range(128, 256)) * 8000), *many]
    assert find_code_page(texts) in ("", "cp1251")


SongFile = Callable[..., Path]


def old_frame(version: int, name: bytes, text: bytes, encoding: int = 0) -> bytes:
    body = bytes([encoding]) + text
    if version == 2:
        return name + len(body).to_bytes(3, "big") + body
    return name + struct.pack(">I", len(body)) + b"\0\0" + body  # small: synchsafe all the same


def with_old_tag(path: Path, version: int, frames: bytes) -> None:
    head = b"ID3" + bytes([version, 0, 0]) + struct.pack(">I", len(frames))
    assert len(frames) < 128
    path.write_bytes(head + frames + path.read_bytes())


@pytest.mark.parametrize(("code_page", "song"), CASES)
@pytest.mark.parametrize("version", [3, 4])
def test_latin1_frames(
    song_file: SongFile, code_page: str, song: tuple[str, ...], version: int
) -> None:
    path = song_file("mp3")
    artist, title, _ = (text.encode(code_page) for text in song)
    with_old_tag(
        path, version, old_frame(version, b"TPE1", artist) + old_frame(version, b"TIT2", title)
    )
    tags = read_tags(path)
    assert (tags.artist, tags.title) == song[:2]
    before = path.read_bytes()
    plan = plan_write(path, TagRequest(("sad",)), WritePolicy())
    apply_plan(plan)
    assert title in path.read_bytes()
    assert read_tags(path).title == song[1]
    apply_plan(plan_undo(path, plan.changes, plan.container).plan)
    assert before[-1000:] == path.read_bytes()[-1000:]


@pytest.mark.parametrize(("code_page", "song"), CASES)
def test_id3v1_riff_info_vorbis_and_ape(
    song_file: SongFile, code_page: str, song: tuple[str, ...]
) -> None:
    artist, title, album = (text.encode(code_page) for text in song)
    tag = b"TAG" + b"".join(text[:30].ljust(30, b"\0") for text in (title, artist, album))
    mp3 = song_file("mp3")
    mp3.write_bytes(mp3.read_bytes() + tag.ljust(128, b"\0"))
    assert read_tags(mp3).artist == artist[:30].decode(code_page, "ignore")
    assert read_tags(mp3).title == title[:30].decode(code_page, "ignore")
    wav = song_file("wav")
    add_info(wav, {b"IART": artist, b"INAM": title, b"IPRD": album})
    tags = read_tags(wav)
    assert (tags.artist, tags.title, tags.album) == song
    wv = song_file("wv")
    wv.write_bytes(wv.read_bytes() + ape_tag({b"Artist": artist, b"Title": title, b"Album": album}))
    tags = read_tags(wv)
    assert (tags.artist, tags.title, tags.album) == song


@pytest.mark.parametrize(("code_page", "song"), CASES)
@pytest.mark.parametrize("name", ["flac", "m4a"])
def test_bytes_that_are_no_utf8(
    song_file: SongFile, name: str, code_page: str, song: tuple[str, ...]
) -> None:
    path = song_file(name)
    title, mood = (text.encode(code_page) for text in (song[1], song[2]))
    placeholders = b"T" * len(title), b"M" * len(mood)
    write_texts(path, "title", [placeholders[0].decode()])
    write_texts(path, "mood", [placeholders[1].decode()])
    data = path.read_bytes()
    path.write_bytes(data.replace(placeholders[0], title).replace(placeholders[1], mood))
    assert read_tags(path).title == song[1]
    assert read_tags(path).moods == (song[2],)
    apply_plan(plan_write(path, TagRequest(("sad",)), WritePolicy()))
    assert title in path.read_bytes()


def add_info(path: Path, texts: dict[bytes, bytes]) -> None:
    fields = b"".join(
        name + struct.pack("<I", len(text)) + text + b"\0" * (len(text) % 2)
        for name, text in texts.items()
    )
    body = b"INFO" + fields
    data = path.read_bytes() + b"LIST" + struct.pack("<I", len(body)) + body
    path.write_bytes(data[:4] + struct.pack("<I", len(data) - 8) + data[8:])


def ape_tag(texts: dict[bytes, bytes]) -> bytes:
    items = b"".join(
        struct.pack("<II", len(text), 0) + name + b"\0" + text for name, text in texts.items()
    )
    size = len(items) + 32
    return items + b"APETAGEX" + struct.pack("<IIII8x", 2000, size, len(texts), 0)


@pytest.mark.parametrize(
    "text", ["NoBom", "Ärtist", "Как молоды", "山田花子の歌", "Ελένη", "가을비", "Été à Paris"]
)
@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le"])
@pytest.mark.parametrize("version", [2, 3, 4])
def test_utf16_without_a_mark(song_file: SongFile, text: str, encoding: str, version: int) -> None:
    path = song_file("mp3")
    name = b"TT2" if version == 2 else b"TIT2"
    with_old_tag(path, version, old_frame(version, name, text.encode(encoding), 1))
    assert read_tags(path).title == text


def test_an_old_mood_is_understood_and_merged(song_file: SongFile) -> None:
    path = song_file("mp3")
    mood = "TXXX", "MOOD\0Грустная".encode("cp1251")
    frames = old_frame(3, b"TIT2", "Осень".encode("cp1251")) + old_frame(
        3, mood[0].encode(), mood[1]
    )
    with_old_tag(path, 3, frames)
    assert read_tags(path).moods == ("Грустная",)
    assert plan_write(path, TagRequest(("грустная",)), WritePolicy()).changes == ()
    plan = plan_write(path, TagRequest(("sad",)), WritePolicy())
    assert [change.new for change in plan.changes] == [("Грустная; sad",)]
    assert [change.old for change in plan.shown_changes] == [("Грустная",)]
    assert plan_write_isolated(str(path), TagRequest(("sad",)), WritePolicy()) == plan
    apply_plan(plan)
    assert read_tags(path).moods == ("Грустная", "sad")
    assert read_tags(path).title == "Осень"


def test_a_comment_that_gets_moods_keeps_its_letters(song_file: SongFile) -> None:
    path = song_file("mp3")
    frames = old_frame(3, b"TIT2", "Осень".encode("cp1251"))
    with_old_tag(path, 3, frames + old_frame(3, b"COMM", b"rus\0" + "Дождь".encode("cp1251")))
    plan = plan_write(path, TagRequest(("sad",)), WritePolicy(player=TargetPlayer.REKORDBOX))
    assert ("Дождь; sad",) in [change.new for change in plan.changes]


def test_written_moods_do_not_make_old_texts_western(song_file: SongFile) -> None:
    path = song_file("mp3")
    with_old_tag(path, 3, old_frame(3, b"TIT2", "Осень в лесу".encode("cp1251")))
    apply_plan(plan_write(path, TagRequest(("gemütlich",)), WritePolicy()))
    assert read_tags(path).title == "Осень в лесу"
    assert read_tags(path).moods == ("gemütlich",)


def test_the_setting_reaches_the_reader(song_file: SongFile) -> None:
    path = song_file("mp3")
    with_old_tag(path, 3, old_frame(3, b"TIT2", "Kateřina".encode("cp1250")))
    assert read_tags(path).title == "Kateøina"
    assert read_tags(path, TagReading(code_page="cp1250")).title == "Kateřina"


@pytest.mark.parametrize(
    ("number", "genre"),
    [(0, "Blues"), (11, "Oldies"), (12, ""), (13, "Pop"), (191, "Psybient"), (192, "")],
)
def test_the_genre_of_id3v1_is_read(song_file: SongFile, number: int, genre: str) -> None:
    path = song_file("mp3")
    path.write_bytes(path.read_bytes() + id3v1()[:127] + bytes([number]))
    assert read_tags(path).genre == genre


@pytest.mark.parametrize("text", ["ぁぁぁ", "ヾヾ", "ぁ山山", "あいう"])
def test_short_texts_in_kana(text: str) -> None:
    assert find_code_page([undecoded(text.encode("cp932"))]) == "cp932"
    assert shown((text,), "cp932", "cp932") == (text,)


def test_letters_that_korean_hardly_has_are_chinese() -> None:
    texts = ("甜蜜蜜 鄧麗君", "甜蜜蜜", "鄧麗君")
    assert find_code_page([undecoded(text.encode("big5")) for text in texts]) == "big5"
    assert find_code_page([undecoded("사랑하기 때문에".encode("cp949"))]) == "cp949"


@pytest.mark.parametrize(("length", "is_cut"), [(29, False), (30, True), (31, False)])
def test_only_a_text_of_id3v1_may_end_within_a_letter(length: int, is_cut: bool) -> None:
    data = ("x" * (length - 1)).encode() + b"\x8e"  # half of a letter
    assert (decode_text(undecoded(data), "cp932") == "x" * (length - 1)) is is_cut


def test_a_text_in_no_code_page_stays() -> None:
    data = b"caf\x81"  # open in Windows-1252
    assert decode_text(undecoded(data), "") == "caf\x81"
    assert decode_text(undecoded(data), "no such page") == "caf\x81"
    assert decode_text(undecoded("é".encode("cp1252")), "cp932") == "é"


def test_two_foreign_letters_are_no_evidence() -> None:
    two, three = (undecoded(text.encode("cp1251")) for text in ("Да", "Дом"))
    assert find_code_page([two]) == ""
    assert find_code_page([three]) == "cp1251"


def test_an_undecoded_text_stays_one_when_it_is_stripped() -> None:
    text = undecoded(b" \xc4 ")
    assert decode_text(text.strip(), "cp1251") == "Д"
    assert undecoded(b"plain").strip() == "plain"

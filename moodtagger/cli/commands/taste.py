"""`moodtagger taste`: what the program learned from the user's decisions."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from pathlib import Path
from threading import Event

from moodtagger import settings
from moodtagger.cli.commands.library import open_service
from moodtagger.cli.output import count_text, print_json, printable
from moodtagger.cli.output_file import output_path, print_done
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.taste import MIN_DECISIONS
from moodtagger.paths import settings_path
from moodtagger.services.taste.service import TasteSummary


def run_show(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print how many decisions there are, and how often they would have been right."""
    with open_service(profile=arguments.profile) as service:
        summary = service.taste.summary()
    if arguments.json:
        print_json(asdict(summary))
    else:
        for line in summary_lines(summary):
            print(line)
    return 0


def run_switch(arguments: argparse.Namespace, cancel: Event) -> int:
    """Save whether answers are adjusted to the user's taste."""
    learn = arguments.action == "on"
    _save(replace(settings.load(settings_path()), learn=learn))
    print(
        "Suggestions and positions now follow your decisions."
        if learn
        else "Suggestions and positions are those of the model again. Your decisions are kept."
    )
    return 0


def run_export(arguments: argparse.Namespace, cancel: Event) -> int:
    """Write all decisions into a file."""
    out = output_path(arguments.file, force=arguments.force)
    with open_service(profile=arguments.profile) as service:
        count = service.taste.export_file(out)
    print_done(f"{count_text(count, 'decision')} written into", out)
    return 0


def run_import(arguments: argparse.Namespace, cancel: Event) -> int:
    """Learn from the decisions in a file, or no longer."""
    with open_service(write=True, profile=arguments.profile) as service:
        if arguments.none:
            service.taste.forget_imported()
            print("Imported decisions are forgotten.")
        elif arguments.file is None:
            raise MoodtaggerError(Message.of("Name a file, or use --none."))
        else:
            count = service.taste.import_file(Path(arguments.file))
            print(f"{count_text(count, 'decision')} imported.")
    return 0


def run_profiles(arguments: argparse.Namespace, cancel: Event) -> int:
    """List, add, remove or choose profiles."""
    writes = arguments.add is not None or arguments.remove is not None
    with open_service(write=writes) as service:
        if arguments.add is not None:
            service.taste.add_profile(arguments.add)
        if arguments.remove is not None:
            service.taste.remove_profile(arguments.remove)
        if arguments.use is not None:
            service.taste.use_profile(arguments.use)
            _save(replace(settings.load(settings_path()), profile=service.taste.profile))
        names, current = service.taste.profiles(), service.taste.profile
    for name in names:
        if arguments.json:
            print_json({"name": name, "current": name == current})
        else:
            mark = "*" if name == current else " "
            print(f"{mark} {printable(name) or '(default)'}")
    return 0


def summary_lines(summary: TasteSummary) -> list[str]:
    """Return what `moodtagger taste` prints."""
    lines = [recent_line(summary)]
    if summary.profile:
        lines.insert(0, f"Profile: {printable(summary.profile)}")
    if summary.imported:
        lines.append(f"{count_text(summary.imported, 'decision')} of them imported.")
    if summary.other_model:
        model = printable(summary.other_model)
        lines.append(f"The imported decisions are for {model}, so they do not count.")
    adjusted = [printable(mood) for mood in summary.moods]
    if summary.position:
        adjusted.append("positions on the map")
    state = "Adjusted" if summary.enabled else "Would be adjusted (moodtagger taste on)"
    lines.append(f"{state}: {', '.join(adjusted) or 'nothing yet'}")
    return lines


def recent_line(summary: TasteSummary) -> str:
    """Return the sentence about the last decisions."""
    decisions = count_text(summary.decisions, "decision")
    recent = summary.recent
    if recent is None:
        missing = MIN_DECISIONS - summary.decisions
        return f"Your taste: {decisions}; {missing} more show how well it is known."
    right, without = (
        round(100 * count / recent.count) for count in (recent.right, recent.right_without)
    )
    return (
        f"Your taste: {decisions}, {right} % of your last {recent.count} would have been right, "
        f"{without} % without"
    )


def _save(changed: settings.Settings) -> None:
    path = settings_path()
    try:
        settings.save(changed, path)
    except OSError as error:
        raise MoodtaggerError(
            Message.of("Couldn't save the choice: {error}.", error=error.strerror),
            path=path,
            advice=Message.of("Make the settings writable, then choose again."),
        ) from error

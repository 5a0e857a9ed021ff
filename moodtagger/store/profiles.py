"""The listeners of one library, each with decisions and corrections of their own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select

from moodtagger.core.errors import LibraryError
from moodtagger.core.messages import Message
from moodtagger.core.options import is_profile_name
from moodtagger.store.database.column_types import utc_now
from moodtagger.store.database.session import DEFAULT_PROFILE_ID, Session
from moodtagger.store.database.tables import Decision, Profile, TasteImport, TrackCorrection


@dataclass(frozen=True, slots=True)
class ImportedTaste:
    """Examples from a file: the model that they are for, and the text of the file."""

    model: str
    data: bytes


class Profiles:
    """The listeners and which of them decides; the one without a name was there first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def names(self) -> list[str]:
        """Return the names of all listeners, the unnamed one first."""
        statement = select(Profile.name).order_by(func.lower(Profile.name), Profile.id)
        with self._session.read() as connection:
            return list(connection.execute(statement).scalars())

    @property
    def current(self) -> str:
        """The name of the listener whose decisions are read and saved."""
        statement = select(Profile.name).where(Profile.id == self._session.profile_id)
        with self._session.read() as connection:
            return connection.scalar(statement) or ""

    def use(self, name: str) -> None:
        """Read and save the decisions of this listener from now on; LibraryError for no one."""
        profile_id = self._find(name.strip())
        if profile_id is None:
            raise LibraryError(Message.of("There is no profile named “{name}”.", name=name[:80]))
        self._session.profile_id = profile_id

    def add(self, name: str) -> None:
        """Add a listener; LibraryError for a text that is no name, or the name of another one."""
        name = name.strip()
        if not is_profile_name(name):
            raise LibraryError(
                Message.of("“{name}” can't be the name of a profile.", name=name[:80]),
                advice=Message.of("Choose up to 60 printable characters."),
            )
        if self._find(name) is not None:
            raise LibraryError(Message.of("A profile named “{name}” already exists.", name=name))
        with self._session.write() as connection:
            connection.execute(insert(Profile), [{"name": name, "created": utc_now()}])

    def remove(self, name: str) -> None:
        """Remove a listener with all their decisions; LibraryError for the unnamed or no one.

        The unnamed listener decides then, if it was the current one.
        """
        profile_id = self._find(name.strip())
        if profile_id is None or profile_id == DEFAULT_PROFILE_ID:
            raise LibraryError(
                Message.of("There is no profile “{name}” to remove.", name=name[:80])
            )
        with self._session.write() as connection:
            for table in (Decision, TrackCorrection, TasteImport):
                connection.execute(delete(table).where(table.profile_id == profile_id))
            connection.execute(delete(Profile).where(Profile.id == profile_id))
        if self._session.profile_id == profile_id:
            self._session.profile_id = DEFAULT_PROFILE_ID

    def imported(self) -> ImportedTaste | None:
        """Return what the current listener imported."""
        statement = select(TasteImport.model, TasteImport.data)
        statement = statement.where(TasteImport.profile_id == self._session.profile_id)
        with self._session.read() as connection:
            row = connection.execute(statement).one_or_none()
        return None if row is None else ImportedTaste(row.model, row.data)

    def save_imported(self, imported: ImportedTaste | None) -> None:
        """Replace what the current listener imported, or remove it (None)."""
        profile_id = self._session.profile_id
        with self._session.write() as connection:
            connection.execute(delete(TasteImport).where(TasteImport.profile_id == profile_id))
            if imported is not None:
                values = {
                    "profile_id": profile_id,
                    "model": imported.model,
                    "imported": utc_now(),
                    "data": imported.data,
                }
                connection.execute(insert(TasteImport), [values])

    def _find(self, name: str) -> int | None:
        with self._session.read() as connection:
            found = connection.execute(select(Profile.id, Profile.name)).all()
        folded = name.casefold()
        return next((i for i, other in found if other.casefold() == folded), None)

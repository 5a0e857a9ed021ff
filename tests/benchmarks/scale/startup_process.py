"""The process that opens a window on the library of MOODTAGGER_HOME; prints JSON."""

from __future__ import annotations

import json
import time

from PySide6.QtCore import QEventLoop, QTimer

from moodtagger import app as composition

SETTLE_MS = 2000  # sort orders and the search index are built shortly after the songs are painted


def main() -> None:
    """Print CPU seconds of all threads until the window, until songs are usable, and after."""
    app = composition.make_application()
    window = composition.make_window(app)
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    window_cpu_s = time.process_time()
    opened = QEventLoop()
    window.library.opened.connect(opened.quit)
    window.start([])
    opened.exec()
    app.processEvents()
    usable_cpu_s = time.process_time()
    settled = QEventLoop()
    QTimer.singleShot(SETTLE_MS, settled.quit)
    settled.exec()
    measurements = {
        "window_s": window_cpu_s,
        "usable_s": usable_cpu_s - window_cpu_s,
        "after_s": time.process_time() - usable_cpu_s,
        "songs": len(window.views.table.shown_ids()),
    }
    print(json.dumps(measurements), flush=True)
    window.close()
    window.context.runner.shut_down_and_wait(window.closing_work())


if __name__ == "__main__":
    main()

"""Runs MiniStack until standard input ends: with its owner's death, however that came, the emulator and the functions that it
has started (one process group) end too."""

import os
import signal
import sys
import threading

from ministack.app import main


def end_with_owner() -> None:
    sys.stdin.buffer.read()
    os.killpg(os.getpgrp(), signal.SIGKILL)


threading.Thread(target=end_with_owner, daemon=True).start()
main()

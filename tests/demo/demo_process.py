"""The demo as a process of its own whose shop is another command.

`python -m tests.demo.demo_process <port> <data folder> reset|keep <patience in seconds> <command> …`
"""

import asyncio
import sys
from pathlib import Path

from bot.demo.run import run_demo

if __name__ == "__main__":
    port, data, reset, patience, *command = sys.argv[1:]
    demo = run_demo(
        port=int(port),
        data_dir=Path(data),
        reset=reset == "reset",
        patience=float(patience),
        shop_command=command,
    )
    sys.exit(asyncio.run(demo))

"""A stand-in for the shop, as a process: asks for updates, writes down what it was given, stops when told to.

First argument: a file for its environment and pid. `deaf` as the second makes it ignore SIGTERM, `broken`
fail.
"""

import json
import os
import signal
import sys
import time
import urllib.request
from pathlib import Path

mood = sys.argv[2] if len(sys.argv) > 2 else ""
if mood == "broken":
    sys.exit("nothing works here")
if mood == "deaf":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
else:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
starts = Path(sys.argv[1])
with starts.open("a") as file:
    file.write(json.dumps({"pid": os.getpid(), "env": dict(os.environ)}) + "\n")
url = f"{os.environ['TELEGRAM_API_URL']}/bot{os.environ['BOT_TOKEN']}/getUpdates"
urllib.request.urlopen(url, timeout=10).read()
while True:
    time.sleep(60)

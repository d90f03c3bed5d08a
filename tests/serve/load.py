#!/usr/bin/env python3
"""Sixty-four pages that move sliders at once: no error, and no growth of memory.

load.py PROGRAM [--seconds 60] [--clients 64] [--runs 50]

Starts `PROGRAM serve` and asks it as the app does, each client on a connection of its own, the next request as soon as
the answer is there. Prints requests a second, how long answers took, and the server's resident memory after a third of
the time and at the end.
"""

import argparse
import http.client
import json
import random
import subprocess
import sys
import threading
import time

HEADERS = {"Content-Type": "application/json"}


def resident_mib(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


class Client(threading.Thread):
    def __init__(self, number, port, key, end, runs):
        super().__init__(daemon=True)
        self.dice = random.Random(number)
        self.port, self.end, self.runs = port, end, runs
        self.headers = HEADERS | {"X-Standoff-Key": key, "X-Standoff-Client": f"client-{number}"}
        self.seconds, self.errors = [], []

    def body(self):
        settings = [f"forgetting={self.dice.uniform(14, 180):.1f} days"]
        if self.dice.random() < 0.5:
            settings.append(f"w_drills={self.dice.uniform(0, 2):.3f}")
        return json.dumps({"id": "dprk/2022", "variant": "", "set": settings, "seed": 1, "runs": self.runs, "show": 1,
                           "decisions": False})

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while time.monotonic() < self.end:
            begun = time.monotonic()
            try:
                connection.request("POST", "/api/run", self.body(), self.headers)
                answer = connection.getresponse()
                content = answer.read()
                if answer.status != 200 or b'"hash"' not in content:
                    self.errors.append(f"{answer.status} {content[:200]!r}")
            except OSError as error:
                self.errors.append(repr(error))
                connection.close()
            self.seconds.append(time.monotonic() - begun)
        connection.close()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--clients", type=int, default=64)
    arguments.add_argument("--runs", type=int, default=50)
    asked = arguments.parse_args()
    process = subprocess.Popen([asked.program, "serve", "--no-open", "--quiet"], stdout=subprocess.PIPE, text=True)
    try:
        link = process.stdout.readline().strip()
        port = int(link.split(":")[2].split("/")[0])
        key = link.split("#k=")[1]
        begun = time.monotonic()
        clients = [Client(i, port, key, begun + asked.seconds, asked.runs) for i in range(asked.clients)]
        for client in clients:
            client.start()
        time.sleep(asked.seconds / 3)
        early = resident_mib(process)
        for client in clients:
            client.join()
        late = resident_mib(process)
        alive = process.poll() is None
    finally:
        process.terminate()
        process.wait()
    times = sorted(second for client in clients for second in client.seconds)
    errors = [error for client in clients for error in client.errors]
    print(f"{len(times)} requests of {asked.clients} clients in {asked.seconds:g} s: {len(times) / asked.seconds:.0f} a second; "
          f"median {1000 * times[len(times) // 2]:.0f} ms, 95% within {1000 * times[len(times) * 95 // 100]:.0f} ms; "
          f"memory {early:.0f} MiB, then {late:.0f} MiB; {len(errors)} errors")
    for error in errors[:5]:
        print("  ", error, file=sys.stderr)
    # Fragmentation moves it a little; a leak of one answer a request would be far more.
    grown = late > early * 1.25 + 16
    if grown:
        print("memory has grown", file=sys.stderr)
    return 1 if errors or grown or not alive else 0


if __name__ == "__main__":
    sys.exit(main())

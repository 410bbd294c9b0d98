"""The command line: one of the two edges, the only place that prints, reads the clock and ends the program.

Always so: data goes to stdout, messages to stderr, everything a person reads is Danish, and no error shows a stack
trace unless `--debug` asks for it. Exit codes: 0 fine, 1 own error, 2 usage, 3 findings, 6 conflict. What a command
needs is imported when it runs, so that help and completion are quick.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys

TYPE_CHECKING = False  # typing's own would have to be imported, and until `main` runs no interrupt can be told nicely
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType
    from typing import NoReturn

    import click


def main() -> NoReturn:
    """Run the command of this process and end it with the command's exit code."""
    try:
        _tell_interrupts()
        code = _run_process()
    except KeyboardInterrupt:  # one that came before or after the command itself
        code = _interrupted()
    # All files are written and flushed by now. Taking the modules down one by one would take longer than the work.
    os._exit(code)


def _run_process() -> int:
    """Return the exit code of this process's command, with all it had to say sent off."""
    for name in ("stdout", "stderr"):
        if (stream := getattr(sys, name)) is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - lives as long as we do
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal or pipe that knows no Danish letters shows the rest
    gc.disable()  # what the imports make is not garbage, and looking through it takes its time
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # nobody reads it any more, or its disk is full; what could be told has been
            code = code or 1
    return code


def _tell_interrupts() -> None:
    """Let Ctrl-C end the command with a word, at whatever moment it comes."""
    import signal  # noqa: PLC0415 - Python's own handler is better than an import at the top that it can break into

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else somebody has decided otherwise
        signal.signal(signal.SIGINT, _on_interrupt)


def _on_interrupt(_number: int, frame: FrameType | None) -> None:
    """Raise KeyboardInterrupt; but inside an import end the process at once.

    There Python may call us from a weak reference's callback, which swallows the exception and prints its trace. An
    import writes nothing, so nothing is left half done.
    """
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            os.write(2, b"Afbrudt.\n")
            os._exit(1)
        frame = frame.f_back
    raise KeyboardInterrupt


def run(arguments: Sequence[str]) -> int:  # noqa: C901, PLR0911 - one for each way to end
    """Return the exit code of a command, having said on stderr what went wrong.

    Raises: whatever it was, with `--debug`; nothing else.
    """
    # Pydantic would look through every installed distribution for plugins; it needs none, and that takes its time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    debug = "--debug" in arguments
    try:
        import click  # noqa: PLC0415 - an interrupt while the imports run must be caught too

        from generator.cli.app import app  # noqa: PLC0415
        from generator.errors import GeneratorError  # noqa: PLC0415
    except KeyboardInterrupt:
        return _interrupted()
    try:
        code = app.main(list(arguments), prog_name="delaftale", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has closed it, so there is nobody left to tell
        _drop_output()
        return 1
    except click.ClickException as error:
        return _usage_error(error)
    except GeneratorError as error:
        if debug:
            raise
        return _own_error(error)
    except (click.Abort, KeyboardInterrupt, EOFError):
        return _interrupted()
    except OSError as error:  # files have errors of their own; this is where the answer was sent
        if debug:
            raise
        return _unsendable(error)
    except Exception as error:  # the edge: whatever else it is, nobody shall meet a stack trace
        if debug:
            raise
        _say(
            f"Fejl i programmet ({type(error).__name__}). Meld den til dem, der vedligeholder programmet, "
            "sammen med det, som kommandoen viser med »--debug«."
        )
        return 1
    return code if isinstance(code, int) else 0


def _drop_output() -> None:
    """Send what is still to be written nowhere, so that the end of the process does not stumble over it."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - lives as long as the process


def _unsendable(error: OSError) -> int:
    _drop_output()
    reason = "Disken er fuld" if error.errno == errno.ENOSPC else errno.errorcode.get(error.errno or 0, "ukendt fejl")
    _say(f"Fejl: Kommandoens svar kan ikke skrives ({reason}). Send det et andet sted hen, og prøv igen.")
    return 1


def _usage_error(error: click.ClickException) -> int:
    from generator.cli.usage_errors import describe_usage_error  # noqa: PLC0415 - only errors need it

    _say(describe_usage_error(error))
    return 2


def _own_error(error: Exception) -> int:
    from generator.cli.output import format_error  # noqa: PLC0415 - only errors need it

    _say(format_error(error))
    return int(getattr(error, "exit_code", 1))


def _interrupted() -> int:
    _say("Afbrudt.")
    return 1


def _say(text: str) -> None:
    from contextlib import suppress  # noqa: PLC0415 - see `main`

    if sys.stderr.isatty():
        from generator.cli.output import fit_screen  # noqa: PLC0415 - only a terminal needs it

        text = fit_screen(text)
    with suppress(OSError):  # stderr is closed or its disk full: there is nowhere left to say it; the exit code stands
        print(text, file=sys.stderr)  # noqa: T201 - this is the edge

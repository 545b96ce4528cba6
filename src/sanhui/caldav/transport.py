"""The wire: one request at a time to one server, asked again when it or the network stumbles.

What is asked twice may have been done the first time, when only the answer got lost. So an `Answer` says whether an
earlier attempt may have arrived, and whoever sent a conditional request looks before it takes a 412 for a refusal.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from sanhui.caldav import failures
from sanhui.caldav.address import is_loopback, resolve
from sanhui.caldav.credentials import Credentials
from sanhui.errors import InputError, Problem, UnableError
from sanhui.i18n import _
from sanhui.installed import installing

if TYPE_CHECKING:
    import httpx

ATTEMPTS = 5
_FIRST_PAUSE = 0.5
#: Who is silent for so long once is hardly quicker the third time.
_SILENCES = 2
TIMEOUT = 30.0
#: An answer is read for at most so many times its timeout: some servers send a byte a minute.
_PATIENCE = 4
#: 64 MiB: thirty thousand events.
_LARGEST = 64 * 2**20
_LONGEST_WAIT = 60.0
_REDIRECTS = 5
#: What passes by itself, often within seconds (RFC 9110 15.6, RFC 6585 4); 423 is a program that is just writing.
_PASSING = frozenset({423, 429, 500, 502, 503, 504})


class Answer(msgspec.Struct, frozen=True):
    """What a server answered in the end."""

    url: str
    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes
    repeated: bool  # an earlier attempt may have been carried out

    @property
    def etag(self) -> str:
        """The version that it tells (RFC 9110 8.8.3), empty if it tells none."""
        return self.headers.get("etag", "")


class Server:
    """A server, for as long as the `with` block.

    `tell` says what is waited for; `wait` sleeps.
    Redirects are followed on the same server only. TLS is verified against the system's authorities, those of
    certifi, and `ca_file`.
    """

    def __init__(
        self,
        url: str,
        credentials: Credentials | None = None,
        *,
        ca_file: Path | None = None,
        timeout: float = TIMEOUT,
        tell: Callable[[str], None] = lambda text: None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url = url
        self.host = urlsplit(url).hostname or ""
        self._tell = tell
        self._wait = wait
        self._timeout = timeout
        self._client = _client(url, ca_file, timeout)
        self._digest = False
        self._credentials = credentials
        self._auth = self._made()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._client.close()

    def request(self, method: str, url: str, body: bytes = b"", **headers: str) -> Answer:
        """Ask, patiently; `If_Match="…"` is the header If-Match. Raises ServerError when no answer comes.

        An answer of 400 or above is an answer, except 401, which is an error when nothing better is known.
        """
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        repeated = False
        for _redirect in range(_REDIRECTS):
            answer = self._persist(method, url, body, named, repeated=repeated)
            repeated = answer.repeated
            if answer.status == 401:
                if self._wants_digest(answer):
                    continue
                raise failures.refused(url, 401, signed_in=self._credentials is not None)
            if answer.status in (301, 302, 307, 308) and "location" in answer.headers:
                url = resolve(url, answer.headers["location"])
                continue
            return answer
        raise failures.ServerError(
            _("{host} sends the program round in circles").format(host=self.host), _("check the address")
        )

    def _persist(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str], *, repeated: bool
    ) -> Answer:
        """Attempts with longer and longer pauses between them."""
        pause = _FIRST_PAUSE
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = self._once(method, url, body, headers, repeated=repeated)
            except _Broken as broken:
                most = _SILENCES if broken.silent else ATTEMPTS
                if attempt >= most or not broken.passing:
                    raise broken.told(self.host) from broken.__cause__
                repeated = repeated or broken.arrived
                self._pause(broken.text, pause)
            else:
                wanted = _wanted_pause(answer)
                if answer.status not in _PASSING or attempt == ATTEMPTS or wanted > _LONGEST_WAIT:
                    return answer
                repeated = True
                self._pause(_("it answered {status}").format(status=answer.status), max(pause, wanted))
            pause *= 2
        raise AssertionError("the last attempt returns or raises")

    def _pause(self, reason: str, seconds: float) -> None:
        text = _("{host}: {reason}; once more in {n} s")
        self._tell(text.format(host=self.host, reason=reason, n=f"{seconds:g}"))
        self._wait(seconds)

    def _once(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str], *, repeated: bool
    ) -> Answer:
        import httpx

        self._client.cookies.clear()  # with a session's cookie Nextcloud wants more than a password
        end = time.monotonic() + _PATIENCE * self._timeout
        arrived = False
        try:
            with self._client.stream(method, url, content=body, headers=headers, auth=self._auth) as response:
                arrived = True
                pieces, size = [], 0
                for piece in response.iter_bytes():
                    pieces.append(piece)
                    size += len(piece)
                    if size > _LARGEST:
                        raise _Broken(_("the answer is larger than {n} MB").format(n=_LARGEST // 2**20))
                    if time.monotonic() > end:
                        raise _Broken(
                            _("the answer does not come to an end"), passing=True, arrived=True, silent=True
                        )
                found = {name.lower(): value for name, value in response.headers.items()}
                return Answer(url, response.status_code, found, b"".join(pieces), repeated)
        except httpx.TimeoutException as error:
            unreached = isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout)
            text = _("no answer within {n} seconds").format(n=f"{self._timeout:g}")
            raise _Broken(text, passing=True, arrived=not unreached, silent=True) from error
        except httpx.ConnectError as error:
            raise _unconnected(error) from error
        except httpx.TransportError as error:
            text = (
                _("the connection broke in the middle of the answer")
                if arrived
                else _("the connection broke")
            )
            raise _Broken(text, passing=True, arrived=True) from error
        except (httpx.DecodingError, httpx.InvalidURL, UnicodeError) as error:
            raise _Broken(_("the answer cannot be read")) from error

    def _wants_digest(self, answer: Answer) -> bool:
        """Whether there is another way to say who asks: Digest (RFC 7616) where Basic was refused; then it is taken."""
        challenge = answer.headers.get("www-authenticate", "").lower()
        if self._credentials is None or self._digest or "digest" not in challenge:
            return False
        self._digest = True
        self._auth = self._made()
        return True

    def _made(self) -> httpx.Auth | None:
        import httpx

        if self._credentials is None:
            return None
        user, password = self._credentials.user, self._credentials.password
        if self._digest:
            return httpx.DigestAuth(user.encode(), password.encode())
        return httpx.BasicAuth(user.encode(), password.encode())


class _Broken(Exception):  # noqa: N818 (not an error yet: most of these are tried again)
    """One attempt that brought no answer. `arrived` if the request may have been carried out all the same."""

    def __init__(
        self,
        text: str,
        *,
        remedy: str = "",
        passing: bool = False,
        arrived: bool = False,
        silent: bool = False,
    ) -> None:
        super().__init__(text)
        self.text = text
        self.remedy = remedy
        self.passing = passing
        self.arrived = arrived
        self.silent = silent

    def told(self, host: str) -> failures.ServerError:
        return failures.ServerError(
            _("{host}: {reason}").format(host=host, reason=self.text),
            self.remedy
            or _("check the network and the address, and run it again: it goes on where it stopped"),
        )


def _unconnected(error: httpx.ConnectError) -> _Broken:
    """Why there is no connection; a certificate does not get better by asking again."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _Broken(
                _("the certificate is not to be trusted: {reason}").format(reason=cause.verify_message),
                remedy=_(
                    "if an authority of your own signed it: --ca-file FILE; otherwise somebody may be listening"
                ),
            )
        if isinstance(cause, ssl.SSLError):
            return _Broken(
                _("no encrypted connection"), remedy=_("check the address: http or https, and the port")
            )
        if isinstance(cause, socket.gaierror):
            return _Broken(
                _("no machine of that name is known"), remedy=_("check the address and the network")
            )
        cause = cause.__cause__ or cause.__context__
    return _Broken(_("no connection"), passing=True)


def _wanted_pause(answer: Answer) -> float:
    """The seconds that a server asks to wait (RFC 9110 10.2.3), 0 if it asks nothing that can be understood."""
    text = answer.headers.get("retry-after", "")
    if text.isdecimal():
        return float(text)
    try:
        then = email.utils.parsedate_to_datetime(text)
        now = email.utils.parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return 0.0
    return max(0.0, (_utc(then) - _utc(now)).total_seconds())


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _client(url: str, ca_file: Path | None, timeout: float) -> httpx.Client:
    try:
        import httpx
    except ImportError as error:
        raise UnableError(
            _("CalDAV needs a package that is not installed\n  → {command}").format(
                command=installing("sanhui[caldav]")
            )
        ) from error

    loopback = is_loopback(urlsplit(url).hostname or "")
    settings: dict[str, Any] = {} if loopback and url.startswith("http:") else {"verify": _trusted(ca_file)}
    return httpx.Client(
        timeout=timeout,
        follow_redirects=False,
        trust_env=not loopback,  # an office's proxy is not for this machine
        # A compressing proxy weakens ETags ("abc-gzip"), and conditions then never hold.
        headers={"User-Agent": "sanhui", "Accept-Encoding": "identity"},
        **settings,
    )


def _trusted(ca_file: Path | None) -> ssl.SSLContext:
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())  # Python for macOS has no authorities of its own
    if ca_file is not None:
        try:
            context.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError) as error:
            raise InputError(
                Problem(
                    _("this is no file of certificates (PEM)"),
                    _("ask whoever runs the server for its authority's certificate"),
                    file=str(ca_file),
                    key="--ca-file",
                )
            ) from error
    return context

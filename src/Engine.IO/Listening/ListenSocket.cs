using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Engine.IO.Addressing;
using Engine.IO.Native;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Listening;

/// <summary>
/// A socket that listens: TCP, unix or abstract, opened by us or inherited. Non-blocking and, when ours, closed on exec.
/// Opened at start; then one loop owns it, accepts from it and disposes it.
/// </summary>
public sealed unsafe class ListenSocket : Listener
{
    // :: 1
    private readonly ListenOptions _options;
    private int _fd;

    private ListenSocket(int fd, SocketEndpoint endpoint, ListenOptions options, IReadOnlyList<ListenError> warnings)
    {
        _fd = fd;
        _options = options;
        Endpoint = endpoint;
        Warnings = warnings;
    }

    public override int Fd => _fd;

    /// <summary>Where clients find it: the port the kernel chose when 0 was asked for, the final path of a unix socket.</summary>
    public SocketEndpoint Endpoint { get; }

    /// <summary>True exactly when the parent process opened it (<c>fd@N</c>); it goes on listening after we close it.</summary>
    public bool IsInherited { get; private init; }

    /// <summary>True for a second descriptor of a socket that another loop has, and suspends for both.</summary>
    private bool IsDuplicate { get; init; }

    /// <summary>Options that the kernel refused and that a listener can do without; to be shown to the operator.</summary>
    public IReadOnlyList<ListenError> Warnings { get; }

    /// <summary>The file of a unix socket that we bound; null for all others.</summary>
    private UnixPathShared? Path { get; init; }

    /// <summary>True exactly when this is the inherited descriptor itself and not a duplicate of it.</summary>
    private bool OwnsInherited { get; init; }

    public override AcceptResult TryAccept(out int fd, out EndpointAddress peer)
    {
        if (_options.TakesPassed)
        {
            return PassedSockets.TryReceive(_fd, out fd, out peer);
        }

        peer = default;
        int lengthBytes = EndpointAddress.NativeBytes;
        fixed (EndpointAddress* native = &peer)
        {
            fd = LibcBlocking.accept4(_fd, native, &lengthBytes, SOCK_NONBLOCK | SOCK_CLOEXEC);
        }

        if (fd >= 0)
        {
            EndpointAddress.DropUnixName(ref peer);
            return AcceptResult.Accepted;
        }

        return Classify(LibcBlocking.LastError());
    }

    /// <summary>Opens, binds and listens.</summary>
    /// <param name="error">Why not, in words for the operator.</param>
    public static bool TryOpen(
        SocketEndpoint endpoint,
        ListenOptions options,
        [NotNullWhen(true)] out ListenSocket? socket,
        [NotNullWhen(false)] out ListenError? error)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(options);
        socket = null;
        int fd = Libc.socket((int)endpoint.Family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (fd < 0)
        {
            error = ListenAdvice.OnEndpoint(endpoint, "socket", Libc.LastError());
            return false;
        }

        var setup = new SocketSetup(fd, endpoint, options);
        UnixPathShared? path = null;
        error = setup.Reach() ?? BindTo(fd, endpoint, options, out path);
        if (error is null)
        {
            setup.Tune();
            error = StartListening(fd, endpoint, options) ?? path?.Publish();
        }

        if (error is not null)
        {
            path?.Release();
            _ = Libc.close(fd);
            return false;
        }

        setup.TuneListening();
        SocketEndpoint bound = endpoint.IsIP && SocketNames.TryGetLocalEndpoint(fd, out SocketEndpoint? local) ? local : endpoint;
        socket = new ListenSocket(fd, bound, options, setup.Warnings) { Path = path };
        return true;
    }

    /// <summary>
    /// Serves a socket that the parent process bound (<c>fd@N</c>) and, usually, listens on already: it is neither bound nor listened
    /// on again, only made non-blocking. The first socket made of a descriptor owns it; a second <c>bind</c> line with the same number
    /// gets a duplicate. Of the options only those that tune apply: the address and who reaches it were the parent's to decide.
    /// </summary>
    /// <param name="error">Why the descriptor does not serve; it is then left as it was.</param>
    public static bool TryAdopt(
        int fd,
        ListenOptions options,
        [NotNullWhen(true)] out ListenSocket? socket,
        [NotNullWhen(false)] out ListenError? error)
    {
        ArgumentNullException.ThrowIfNull(options);
        socket = null;
        error = InspectInherited(fd, options, out SocketEndpoint? endpoint, out bool isListening);
        if (error is not null)
        {
            return false;
        }

        bool owns = AdoptedDescriptorsShared.TryOwn(fd);
        int served = owns ? fd : Libc.fcntl(fd, F_DUPFD_CLOEXEC, 0);
        if (served < 0)
        {
            error = ListenAdvice.OnDescriptor(fd, "fcntl(F_DUPFD_CLOEXEC)", Libc.LastError());
            return false;
        }

        var setup = new SocketSetup(served, endpoint!, options);
        setup.Tune();
        error = MakeNonBlocking(served, fd);
        if (error is null && !isListening && !options.TakesPassed && LibcBlocking.listen(served, options.Backlog) != 0)
        {
            error = ListenAdvice.OnDescriptor(fd, "listen", LibcBlocking.LastError());
        }

        if (error is not null)
        {
            GiveBack(fd, served);
            return false;
        }

        setup.TuneListening();
        socket = new ListenSocket(served, endpoint!, options, setup.Warnings) { IsInherited = true, OwnsInherited = owns };
        return true;
    }

    /// <summary>
    /// Serves a socket that listens already and was handed over by the process before: nothing is bound, its backlog is ours from now on.
    /// It is ours, as if opened here, also after a failure.
    /// </summary>
    /// <param name="error">Why not, in words for the operator.</param>
    public static bool TryTakeOver(
        HandedSocket handed,
        ListenOptions options,
        [NotNullWhen(true)] out ListenSocket? socket,
        [NotNullWhen(false)] out ListenError? error)
    {
        ArgumentNullException.ThrowIfNull(handed);
        ArgumentNullException.ThrowIfNull(options);
        socket = null;
        var setup = new SocketSetup(handed.Fd, handed.Endpoint, options);
        setup.Tune();
        error = MakeNonBlocking(handed.Fd, handed.Fd) ?? StartListening(handed.Fd, handed.Endpoint, options);
        if (error is not null)
        {
            _ = Libc.close(handed.Fd);
            return false;
        }

        setup.TuneListening();
        socket = new ListenSocket(handed.Fd, handed.Endpoint, options, setup.Warnings);
        return true;
    }

    /// <summary>
    /// One more socket on the same endpoint, for another loop. With <see cref="ListenOptions.ReusePort"/> it has its own queue and the
    /// kernel spreads connections; otherwise (unix, inherited) it is a duplicate and all of them take from one queue.
    /// </summary>
    public bool TryClone([NotNullWhen(true)] out ListenSocket? clone, [NotNullWhen(false)] out ListenError? error)
    {
        ObjectDisposedException.ThrowIf(_fd < 0, this);
        if (_options.ReusePort && Endpoint.IsIP && !IsInherited)
        {
            return TryOpen(Endpoint, _options, out clone, out error);
        }

        int fd = Libc.fcntl(_fd, F_DUPFD_CLOEXEC, 0);
        if (fd < 0)
        {
            clone = null;
            error = ListenAdvice.OnEndpoint(Endpoint, "duplicate", Libc.LastError());
            return false;
        }

        error = null;
        Path?.AddHolder();
        clone = new ListenSocket(fd, Endpoint, _options, []) { IsInherited = IsInherited, IsDuplicate = true, Path = Path };
        return true;
    }

    /// <summary>
    /// The port stays ours while nobody listens on it. Inherited sockets are the parent's to stop, and a duplicate stops with the socket it is
    /// one of: shut down once more, that would hand on an end of input to every connection it accepts when it listens again (Linux, inet_shutdown).
    /// </summary>
    public override void Suspend()
    {
        if (Endpoint.IsIP && !IsInherited && !IsDuplicate)
        {
            _ = Libc.shutdown(_fd, SHUT_RD);
        }
    }

    public override void ListenAgain()
    {
        if (Endpoint.IsIP && !IsInherited)
        {
            _ = LibcBlocking.listen(_fd, _options.Backlog);
            new SocketSetup(_fd, Endpoint, _options).TuneListening();
        }
    }

    /// <summary>
    /// Closes the descriptor; the last holder of a unix path removes it, if it is still ours. Connections that still wait in the queue of
    /// a socket of our own are reset by the kernel: to stop gently, accept until drained first.
    /// </summary>
    protected override void Dispose(bool disposing)
    {
        int fd = _fd;
        if (fd < 0)
        {
            return;
        }

        _fd = -1;
        Path?.Release();
        if (OwnsInherited)
        {
            AdoptedDescriptorsShared.Disown(fd);
        }

        _ = Libc.close(fd);
    }

    /// <summary>accept(2): Linux hands errors of the connection itself to accept as well; those concern that one connection only.</summary>
    internal static AcceptResult Classify(int errno) => errno switch
    {
        Errno.EAGAIN => AcceptResult.Drained,
        Errno.EMFILE or Errno.ENFILE or Errno.ENOBUFS or Errno.ENOMEM => AcceptResult.Exhausted,
        Errno.EINTR or Errno.ECONNABORTED or Errno.ECONNRESET or Errno.EPROTO or Errno.EPERM or Errno.ETIMEDOUT
            or Errno.ENETDOWN or Errno.ENOPROTOOPT or Errno.EHOSTDOWN or Errno.ENONET or Errno.EHOSTUNREACH
            or Errno.ENETUNREACH => AcceptResult.Retry,
        _ => AcceptResult.Dead,
    };

    private static ListenError? BindTo(int fd, SocketEndpoint endpoint, ListenOptions options, out UnixPathShared? path)
    {
        if (endpoint.Family == SocketFamily.Unix && !endpoint.IsAbstract)
        {
            return UnixPathShared.Stage(fd, endpoint, options, out path);
        }

        path = null;
        fixed (byte* address = endpoint.Native)
        {
            return LibcBlocking.bind(fd, address, endpoint.Native.Length) == 0
                ? null
                : ListenAdvice.OnEndpoint(endpoint, "bind", LibcBlocking.LastError());
        }
    }

    // Two sockets with SO_REUSEADDR may both bind an address; the second learns only here that it is taken.
    private static ListenError? StartListening(int fd, SocketEndpoint endpoint, ListenOptions options)
        => LibcBlocking.listen(fd, options.Backlog) == 0 ? null : ListenAdvice.OnEndpoint(endpoint, "listen", LibcBlocking.LastError());

    private static ListenError? InspectInherited(int fd, ListenOptions options, out SocketEndpoint? endpoint, out bool isListening)
    {
        endpoint = null;
        isListening = false;
        int errno = SocketOption.Get(fd, SOL_SOCKET, SO_TYPE, out int type);
        if (errno != 0)
        {
            return ListenAdvice.OnDescriptor(fd, "getsockopt(SO_TYPE)", errno);
        }

        if (type != SOCK_STREAM)
        {
            return ListenAdvice.OnDescriptor(fd, "the socket carries datagrams; a stream socket is needed");
        }

        if (!SocketNames.TryGetLocalEndpoint(fd, out endpoint))
        {
            return ListenAdvice.OnDescriptor(fd, "the socket is neither TCP nor unix");
        }

        _ = SocketOption.Get(fd, SOL_SOCKET, SO_ACCEPTCONN, out int accepting);
        isListening = accepting != 0;
        if (options.TakesPassed)
        {
            bool passes = !isListening && !endpoint.IsIP && SocketNames.TryGetPeer(fd, out _);
            return passes ? null : ListenAdvice.OnDescriptor(fd, "the socket is not one end of a connected pair of unix sockets");
        }

        bool isBound = endpoint.IsIP ? endpoint.Port != 0 : !endpoint.UnixName.IsEmpty;

        // Listening on an unbound TCP socket would open some random port.
        return isListening || isBound ? null : ListenAdvice.OnDescriptor(fd, "listen", Errno.EDESTADDRREQ);
    }

    private static void GiveBack(int fd, int served)
    {
        if (served == fd)
        {
            AdoptedDescriptorsShared.Disown(fd);
            return;
        }

        _ = Libc.close(served);
    }

    private static ListenError? MakeNonBlocking(int served, int fd)
    {
        int flags = Libc.fcntl(served, F_GETFL, 0);
        return flags >= 0 && Libc.fcntl(served, F_SETFL, flags | O_NONBLOCK) == 0
            ? null
            : ListenAdvice.OnDescriptor(fd, "fcntl(F_SETFL)", Libc.LastError());
    }
}

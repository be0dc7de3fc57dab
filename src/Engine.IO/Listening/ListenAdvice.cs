using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Engine.IO.Addressing;
using Engine.IO.Native;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Listening;

/// <summary>Writes the operator's side of a failed call: the likely cause and what to do about it.</summary>
internal static class ListenAdvice
{
    /// <summary>A call that every listening socket needs failed.</summary>
    public static ListenError OnEndpoint(SocketEndpoint endpoint, string call, int errno)
        => new(errno, call, $"cannot {Attempt(call)} {endpoint}: {Cause(endpoint, call, errno)}");

    /// <summary>An option of the bind line was refused.</summary>
    public static ListenError OnOption(SocketEndpoint endpoint, string keyword, string call, int errno)
        => new(errno, call, $"cannot set '{keyword}' on {endpoint}: {OptionCause(keyword, errno)}");

    /// <summary>A descriptor that was handed to us does not serve.</summary>
    public static ListenError OnDescriptor(int fd, string call, int errno)
        => new(errno, call, $"cannot listen on fd@{fd}: {DescriptorCause(errno)}");

    /// <summary>A descriptor that is fine for the kernel but not for us.</summary>
    public static ListenError OnDescriptor(int fd, string cause) => new(0, "", $"cannot listen on fd@{fd}: {cause}");

    private static string Attempt(string call) => call switch
    {
        "socket" => "open a socket for",
        "listen" => "listen on",
        "chmod" => "set 'mode' of",
        "chown" => "set the owner of",
        "rename" => "put in place",
        _ => call,
    };

    private static string Cause(SocketEndpoint endpoint, string call, int errno) => errno switch
    {
        Errno.EMFILE or Errno.ENFILE => $"{Name(errno)}; raise `ulimit -n` (LimitNOFILE= in a systemd unit) or lower maxconn",
        _ when endpoint.IsIP => IPCause(endpoint, errno),
        _ when endpoint.IsAbstract => AbstractCause(endpoint, errno),
        _ => PathCause(endpoint, call, errno),
    };

    private static string IPCause(SocketEndpoint endpoint, int errno) => errno switch
    {
        Errno.EADDRINUSE => $"address already in use; `ss -ltnp 'sport = :{endpoint.Port}'` shows which process holds it",
        Errno.EACCES when endpoint.Port < UnprivilegedPortMin() =>
            $"permission denied; ports below {UnprivilegedPortMin()} need CAP_NET_BIND_SERVICE (start as root, or "
            + "AmbientCapabilities=CAP_NET_BIND_SERVICE in a systemd unit), or lower net.ipv4.ip_unprivileged_port_start",
        Errno.EACCES => "permission denied; a security module (SELinux, AppArmor) does not allow this port",
        Errno.EADDRNOTAVAIL => "this machine has no such address; `ip address` lists those it has, and 'transparent' allows one that comes later",
        Errno.EAFNOSUPPORT => $"this kernel runs without {endpoint.Family}" + (endpoint.Family == SocketFamily.IPv6 ? "; listen on an IPv4 address" : ""),
        Errno.EINVAL when endpoint.Family == SocketFamily.IPv6 => "invalid argument; a link-local address needs its interface, as in fe80::1%eth0",
        _ => Name(errno),
    };

    private static string AbstractCause(SocketEndpoint endpoint, int errno) => errno switch
    {
        Errno.EADDRINUSE => $"name already in use; `ss -lxp | grep '@{Encoding.UTF8.GetString(endpoint.UnixName)}'` shows which process holds it",
        _ => Name(errno),
    };

    private static string PathCause(SocketEndpoint endpoint, string call, int errno)
    {
        string path = Encoding.UTF8.GetString(endpoint.UnixName);
        string directory = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        return errno switch
        {
            Errno.ENOENT or Errno.ENOTDIR => $"there is no directory '{directory}'; create it first (RuntimeDirectory= in a systemd unit)",
            Errno.EACCES => $"permission denied; this user must be allowed to write in the directory '{directory}'",
            Errno.EROFS => $"the file system of '{directory}' is read-only",
            Errno.EEXIST => "something that is not a socket stands there; it is left alone, remove it or choose another path",
            Errno.ENAMETOOLONG => "no room for the temporary name beside it that replaces the old socket in one step; choose a shorter directory",
            Errno.EPERM when call == "chown" => "only root may give a socket to another user or to a group it is not in",
            _ => Name(errno),
        };
    }

    private static string OptionCause(string keyword, int errno) => (keyword, errno) switch
    {
        ("interface", Errno.ENODEV) => "there is no such network interface; `ip link` lists them",
        ("interface", Errno.EINVAL) => "the name of a network interface has 1 to 15 bytes; `ip link` lists them",
        ("interface", Errno.EPERM) => "permission denied; changing it needs CAP_NET_RAW",
        ("transparent", Errno.EPERM) => "permission denied; IP_TRANSPARENT needs CAP_NET_ADMIN, so IP_FREEBIND is used: foreign addresses can be bound, not intercepted",
        _ => Name(errno),
    };

    private static string DescriptorCause(int errno) => errno switch
    {
        Errno.EBADF => "there is no such descriptor; the parent process did not pass it on, or closed it",
        Errno.ENOTSOCK => "the descriptor is not a socket",
        Errno.EINVAL => "the socket is connected already; a bound or listening one is needed",
        Errno.EDESTADDRREQ => "the socket is not bound to an address",
        _ => Name(errno),
    };

    // systemd and containers lower it; the message should not talk of 1024 where 80 is the limit.
    private static int UnprivilegedPortMin()
    {
        try
        {
            return int.TryParse(File.ReadAllText("/proc/sys/net/ipv4/ip_unprivileged_port_start"), out int port) ? port : 1024;
        }
        catch (IOException)
        {
            return 1024;
        }
    }

    private static string Name(int errno)
    {
        string text = Marshal.GetPInvokeErrorMessage(errno);
        return char.ToLowerInvariant(text[0]) + text[1..];
    }
}

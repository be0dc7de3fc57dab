using System;
using System.Text;

namespace Engine.IO.Native;

/// <summary>Socket options that are one number, or a name.</summary>
internal static unsafe class SocketOption
{
    /// <summary>0 or errno.</summary>
    internal static int Set(int fd, int level, int name, int value) =>
        Libc.setsockopt(fd, level, name, &value, sizeof(int)) == 0 ? 0 : Libc.LastError();

    /// <summary>0 or errno.</summary>
    /// <param name="text">Short: a name of the kernel's.</param>
    internal static int Set(int fd, int level, int name, string text)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        int length = Encoding.UTF8.GetBytes(text, bytes);
        fixed (byte* value = bytes)
        {
            return Libc.setsockopt(fd, level, name, value, length) == 0 ? 0 : Libc.LastError();
        }
    }

    /// <summary>0 or errno.</summary>
    internal static int Get(int fd, int level, int name, out int value)
    {
        int read = 0;
        int length = sizeof(int);
        int result = Libc.getsockopt(fd, level, name, &read, &length);
        value = read;
        return result == 0 ? 0 : Libc.LastError();
    }
}

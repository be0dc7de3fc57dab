using System.Runtime.Intrinsics.X86;

namespace Engine.IO.Native;

/// <summary>Numbers of system calls; each architecture has its own (syscalls(2), asm/unistd.h).</summary>
internal static class SystemCallNumbers
{
    internal static int RecvFrom => X86Base.IsSupported ? 45 : 207;

    internal static int SendTo => X86Base.IsSupported ? 44 : 206;

    internal static int Connect => X86Base.IsSupported ? 42 : 203;

    internal static int Close => X86Base.IsSupported ? 3 : 57;
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Engine.Config.Model;
using Weir.Native;

namespace Weir.Life;

/// <summary>
/// What is left of root's rights once the process is somebody else (CFG 3.1 setcap): nothing, or what the configuration names. Of the
/// calling thread and those that it starts later, the loops among them; threads of before lose everything.
/// </summary>
/// <param name="Mask">Bits by the numbers of capabilities(7).</param>
internal readonly record struct Capabilities(ulong Mask)
{
    private const uint Version3 = 0x20080522; // _LINUX_CAPABILITY_VERSION_3
    private const int BitsPerWord = 32;

    public static Capabilities Of(GlobalConfig global)
    {
        ulong mask = 0;
        foreach (string name in global.Capabilities)
        {
            mask |= 1UL << NumberOf(name);
        }

        return new Capabilities(mask);
    }

    /// <summary>Before the user changes: the kernel is not to take everything away with root.</summary>
    public bool TryKeep() => Mask == 0 || ProcessCalls.ProcessControl(ProcessCalls.PrSetKeepCaps, 1, 0, 0, 0) == 0;

    /// <summary>Afterwards, or without another user: exactly these are in effect. False when they are not to be had, which is written to <paramref name="errors"/>.</summary>
    public unsafe bool TrySet(TextWriter errors)
    {
        if (Mask == 0)
        {
            return true;
        }

        Header header = new() { Version = Version3 };
        Words low = new() { Effective = (uint)Mask, Permitted = (uint)Mask };
        Words high = new() { Effective = (uint)(Mask >> BitsPerWord), Permitted = (uint)(Mask >> BitsPerWord) };
        Words* words = stackalloc Words[2] { low, high };
        if (ProcessCalls.SetCapabilities(&header, words) == 0)
        {
            return true;
        }

        errors.WriteLine($"[ERROR] global: 'setcap': this process may not have what is listed there: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        errors.WriteLine("  help: start it as root, or give the binary these capabilities (setcap(8))");
        return false;
    }

    private static int NumberOf(string name) => name switch
    {
        "cap_net_bind_service" => 10,
        "cap_net_admin" => 12,
        "cap_net_raw" => 13,
        "cap_sys_admin" => 21,
        _ => throw new KeyNotFoundException(name),
    };

    [StructLayout(LayoutKind.Sequential)]
    internal struct Header
    {
        public uint Version;
        public int Pid;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Words
    {
        public uint Effective;
        public uint Permitted;
        public uint Inheritable;
    }
}

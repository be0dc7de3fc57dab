using System;
using System.Runtime.InteropServices;

namespace Engine.Http.Tests;

/// <summary>Memory that ends where an unreadable page begins: reading one byte too far ends the test run.</summary>
internal sealed unsafe partial class GuardedPage : IDisposable
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly byte* _start;
    private readonly nuint _length;
    private readonly nuint _readable;

    internal GuardedPage(int capacity)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        _readable = (((nuint)capacity / page) + 1) * page;
        _length = _readable + page;
        _start = (byte*)Map(null, _length, ReadWrite, PrivateAnonymous, -1, 0);
        if ((nint)_start == -1 || Protect(_start + _readable, page, 0) != 0)
        {
            throw new InvalidOperationException("no guarded page to be had");
        }
    }

    /// <summary>Copies bytes so that the last of them is the last readable one.</summary>
    internal ReadOnlySpan<byte> Place(ReadOnlySpan<byte> bytes)
    {
        var span = new Span<byte>(_start + _readable - (nuint)bytes.Length, bytes.Length);
        bytes.CopyTo(span);
        return span;
    }

    public void Dispose() => _ = Unmap(_start, _length);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}

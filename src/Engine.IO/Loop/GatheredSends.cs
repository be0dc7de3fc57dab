using System;
using Engine.IO.Sockets;

namespace Engine.IO.Loop;

/// <summary>
/// Connections of a loop with something to send when its turn ends. Each system call walks more of the kernel's code than the
/// processor's nearest cache holds, so that what runs behind it begins cold; a turn that first reads and decides for all, and then
/// sends for all, begins cold twice and not twice for each.
/// </summary>
internal sealed class GatheredSends
{
    private SocketWriter[] _writers = new SocketWriter[64];
    private int _count;

    internal void Add(SocketWriter writer)
    {
        if (_count == _writers.Length)
        {
            Array.Resize(ref _writers, 2 * _count);
        }

        _writers[_count++] = writer;
    }

    internal void Send()
    {
        for (int i = 0; i < _count; i++)
        {
            _writers[i].SendGathered();
        }

        _count = 0;
    }
}

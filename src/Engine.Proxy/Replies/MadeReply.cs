using System;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Replies;

/// <summary>
/// The reply that was made on the way for one exchange: its head lies in the exchange's arena, its body there or in the plan.
/// There is one object per exchange, since an exchange gives one answer.
/// </summary>
public sealed class MadeReply : Reply
{
    private readonly ByteArena _arena;
    private ArenaSlice _head;
    private ArenaSlice _body;
    private ReadOnlyMemory<byte> _sharedBody;
    private int _status;

    internal MadeReply(ByteArena arena) => _arena = arena;

    public override int Status => _status;

    public override ReadOnlySpan<byte> Head => _arena[_head];

    /// <summary>Arenas move while they grow: ask for it when nothing will be kept any more.</summary>
    public override ReadOnlyMemory<byte> Body => _sharedBody.IsEmpty ? _arena.MemoryOf(_body) : _sharedBody;

    internal void Set(int status, ArenaSlice head, ArenaSlice body)
    {
        _status = status;
        _head = head;
        _body = body;
        _sharedBody = default;
    }

    internal void Set(int status, ArenaSlice head, ReadOnlyMemory<byte> sharedBody)
    {
        Set(status, head, default(ArenaSlice));
        _sharedBody = sharedBody;
    }
}

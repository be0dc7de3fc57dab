using System.Threading.Tasks;
using Engine.IO.Loop;

namespace Engine.IO.Tasks;

/// <summary>For what an async method does in pieces: between two of them it is everybody else's turn. One waiter, on one loop.</summary>
public sealed class LoopTurn(EventLoop loop)
{
    private readonly LoopSignal _next = new(loop);

    /// <summary>Completes in the next turn of the loop.</summary>
    public ValueTask<int> EndAsync()
    {
        loop.Post(static state => ((LoopTurn)state!)._next.Set(0), this);
        return _next.WaitAsync();
    }
}

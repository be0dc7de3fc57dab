using System;
using System.Threading.Tasks;
using Engine.IO.Tasks;
using Xunit;

namespace Engine.IO.Tests.Tasks;

public sealed class LoopTurnTests : IDisposable
{
    private readonly SignalLoop _loop = new();

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void EachEnd_TakesOneTurn()
    {
        LoopTurn turn = _loop.NewTurn();
        for (int i = 0; i < 3; i++)
        {
            ValueTask<int> end = turn.EndAsync();
            Assert.False(end.IsCompleted);
            _loop.Result(end);
        }
    }
}

using System.Collections.Generic;
using Engine.IO.Loop;
using Engine.IO.Polling;
using Xunit;

namespace Engine.IO.Tests.Loop;

public sealed class HandlerTableTests
{
    private readonly HandlerTable _table = new();

    [Fact]
    public void KeyZero_IsNobody()
    {
        _table.Add(new Handler());

        Assert.Null(_table.Find(0));
    }

    [Fact]
    public void Find_EachOfMany_GivesItsOwn()
    {
        List<(ulong Key, Handler Handler)> added = [];
        for (int i = 0; i < 1000; i++)
        {
            Handler handler = new();
            added.Add((_table.Add(handler), handler));
        }

        Assert.All(added, each => Assert.Same(each.Handler, _table.Find(each.Key)));
    }

    [Fact]
    public void Find_AfterRemove_GivesNobody()
    {
        ulong key = _table.Add(new Handler());

        _table.Remove(key);

        Assert.Null(_table.Find(key));
    }

    [Fact]
    public void Find_OldKeyOfASlotUsedAgain_GivesNobody()
    {
        ulong old = _table.Add(new Handler());
        _table.Remove(old);
        Handler next = new();

        ulong key = _table.Add(next);

        Assert.Equal((uint)old, (uint)key); // the same slot, another generation
        Assert.Null(_table.Find(old));
        Assert.Same(next, _table.Find(key));
    }

    [Fact]
    public void Remove_OldKeyOfASlotUsedAgain_LeavesTheNewOwner()
    {
        ulong old = _table.Add(new Handler());
        _table.Remove(old);
        Handler next = new();
        ulong key = _table.Add(next);

        _table.Remove(old);

        Assert.Same(next, _table.Find(key));
    }

    [Fact]
    public void Remove_Twice_FreesTheSlotOnce()
    {
        ulong key = _table.Add(new Handler());
        _table.Remove(key);
        _table.Remove(key);

        Assert.NotEqual((uint)_table.Add(new Handler()), (uint)_table.Add(new Handler()));
    }

    private sealed class Handler : PollHandler
    {
        protected internal override void OnReady(ReadyFlags flags)
        {
        }
    }
}

#pragma warning disable CS1998 // async methods that never wait are what some of these tests are about

using System;
using System.Collections.Generic;
using System.IO;
using Engine.IO.Tasks;
using Xunit;

namespace Engine.IO.Tests.Tasks;

public sealed class LoopTaskTests : IDisposable
{
    private readonly SignalLoop _loop = new();
    private readonly LoopSignal _first;
    private readonly LoopSignal _second;
    private readonly List<string> _log = [];

    public LoopTaskTests()
    {
        _first = _loop.NewSignal();
        _second = _loop.NewSignal();
    }

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void Method_ThatNeverWaits_IsDoneWhenItReturns()
    {
        LoopTask task = LogAsync("ran");
        Assert.True(task.IsCompleted);
        task.Take();

        LoopTask<int> number = NumberAsync(7);
        Assert.True(number.IsCompleted);
        Assert.Equal(7, number.Take());
        Assert.Equal(["ran"], _log);
    }

    [Fact]
    public void Method_ThatWaits_GoesOnWhenItsSignalComes()
    {
        LoopTask task = LogAroundAsync(_first, "a");
        Assert.False(task.IsCompleted);
        Assert.Equal(["a waits"], _log);

        _first.Set(5);
        _loop.Turn();

        Assert.True(task.IsCompleted);
        task.Take();
        Assert.Equal(["a waits", "a got 5"], _log);
    }

    [Fact]
    public void Method_WithAResult_GivesItToItsAwaiter()
    {
        LoopTask<int> sum = SumAsync(_first, _second);
        _first.Set(3);
        _loop.Turn();
        Assert.False(sum.IsCompleted);

        _second.Set(4);
        _loop.Turn();

        Assert.Equal(7, sum.Take());
    }

    [Fact]
    public void NestedMethods_ReturnThroughAllLevelsInOneTurn()
    {
        LoopTask<int> outer = DeepAsync(levels: 50, _first);
        _first.Set(1);

        _loop.Turn();

        Assert.True(outer.IsCompleted);
        Assert.Equal(51, outer.Take());
    }

    [Fact]
    public void TwoMethods_UnderWayAtOnce_DoNotMixWhicheverEndsFirst()
    {
        LoopTask a = LogAroundAsync(_first, "a");
        LoopTask b = LogAroundAsync(_second, "b");

        _second.Set(2);
        _loop.Turn();
        Assert.False(a.IsCompleted);
        Assert.True(b.IsCompleted);

        _first.Set(1);
        _loop.Turn();
        a.Take();
        b.Take();
        Assert.Equal(["a waits", "b waits", "b got 2", "a got 1"], _log);
    }

    [Fact]
    public void TwoMethods_StartedTogetherAndAwaitedLater_BothGiveTheirResults()
    {
        LoopTask<int> both = BothAsync();
        _second.Set(20);
        _loop.Turn();
        _first.Set(1);
        _loop.Turn();

        Assert.Equal(21, both.Take());

        async LoopTask<int> BothAsync()
        {
            LoopTask<int> a = WaitAsync(_first);
            LoopTask<int> b = WaitAsync(_second);
            return await a + await b;
        }
    }

    [Fact]
    public void ManyMethods_UnderWayAtOnce_EachKeepsItsOwnState()
    {
        const int Count = 1000;
        LoopSignal[] signals = new LoopSignal[Count];
        LoopTask<int>[] tasks = new LoopTask<int>[Count];
        Random random = new(1);
        for (int round = 0; round < 3; round++) // later rounds live in the boxes of earlier ones
        {
            for (int i = 0; i < Count; i++)
            {
                signals[i] ??= _loop.NewSignal();
                tasks[i] = WaitAsync(signals[i], i * 1000);
            }

            int[] order = new int[Count];
            for (int i = 0; i < Count; i++)
            {
                order[i] = i;
            }

            random.Shuffle(order);
            foreach (int i in order)
            {
                signals[i].Set(round);
            }

            _loop.Turn();
            for (int i = 0; i < Count; i++)
            {
                Assert.Equal((i * 1000) + round, tasks[i].Take());
            }
        }
    }

    [Fact]
    public void Exception_BeforeTheFirstWait_IsThrownAtTheCall()
    {
        Assert.Throws<InvalidDataException>(() => ThrowAsync(null));
        Assert.Throws<InvalidDataException>(() => ThrowNumberAsync(null));
    }

    [Fact]
    public void Exception_AfterAWait_IsThrownAtTheAwaiter()
    {
        LoopTask task = ThrowAsync(_first);
        LoopTask<int> number = ThrowNumberAsync(_second);
        _first.Set(1);
        _second.Set(1);
        _loop.Turn();

        Assert.True(task.IsCompleted);
        Assert.Throws<InvalidDataException>(() => task.Take());
        Assert.Throws<InvalidDataException>(() => number.Take());
    }

    [Fact]
    public void Exception_AfterAWait_CanBeCaughtByTheCallerAndTellsWhereItWasThrown()
    {
        LoopTask<string> caught = CatchAsync();
        _first.Set(1);
        _loop.Turn();

        Assert.Contains(nameof(ThrowNumberAsync), caught.Take(), StringComparison.Ordinal);

        async LoopTask<string> CatchAsync()
        {
            try
            {
                await ThrowNumberAsync(_first);
                return "nothing thrown";
            }
            catch (InvalidDataException exception)
            {
                return exception.StackTrace!;
            }
        }
    }

    [Fact]
    public void Exception_OfOneCall_IsNotThatOfTheNextInTheSameBox()
    {
        LoopTask<int> failing = ThrowNumberAsync(_first);
        _first.Set(1);
        _loop.Turn();
        Assert.Throws<InvalidDataException>(() => failing.Take());

        LoopTask<int> fine = ThrowNumberAsync(_first);
        _first.Set(0); // zero: it returns instead
        _loop.Turn();

        Assert.Equal(0, fine.Take());
    }

    [Fact]
    public void Forget_LetsTheMethodRunOn()
    {
        LogAroundAsync(_first, "a").Forget();
        LogAsync("b").Forget();

        _first.Set(1);
        _loop.Turn();

        Assert.Equal(["a waits", "b", "a got 1"], _log);
    }

    [Fact]
    public void Forget_AfterTheEnd_IsFine()
    {
        LoopTask task = LogAroundAsync(_first, "a");
        _first.Set(1);
        _loop.Turn();

        task.Forget();

        Assert.Equal(["a waits", "a got 1"], _log);
    }

    [Fact]
    public void Forget_OfAMethodThatFailsLater_TellsTheLoop()
    {
        ThrowAsync(_first).Forget();
        Assert.Empty(_loop.Broken);

        _first.Set(1);
        Assert.Throws<InvalidDataException>(_loop.Turn); // where OnBroken returns, nothing else may run on
        Assert.IsType<InvalidDataException>(Assert.Single(_loop.Broken));
    }

    [Fact]
    public void Result_TakenTwice_Throws()
    {
        LoopTask<int> task = WaitAsync(_first);
        _first.Set(1);
        _loop.Turn();
        task.Take();

        Assert.Throws<InvalidOperationException>(() => task.Take());
    }

    [Fact]
    public void Result_TakenTooEarly_Throws()
    {
        LoopTask<int> task = WaitAsync(_first);

        Assert.Throws<InvalidOperationException>(() => task.Take());
    }

    private async LoopTask LogAsync(string what) => _log.Add(what);

    private async LoopTask LogAroundAsync(LoopSignal signal, string who)
    {
        _log.Add(who + " waits");
        int value = await signal.WaitAsync();
        _log.Add($"{who} got {value}");
    }

    private static async LoopTask<int> NumberAsync(int value) => value;

    private static async LoopTask<int> WaitAsync(LoopSignal signal, int added = 0) => await signal.WaitAsync() + added;

    private static async LoopTask<int> SumAsync(LoopSignal a, LoopSignal b)
    {
        int first = await a.WaitAsync();
        return first + await b.WaitAsync();
    }

    private static async LoopTask<int> DeepAsync(int levels, LoopSignal signal) =>
        levels == 0 ? await signal.WaitAsync() : await DeepAsync(levels - 1, signal) + 1;

    private static async LoopTask ThrowAsync(LoopSignal? signal)
    {
        if (signal is not null)
        {
            await signal.WaitAsync();
        }

        throw new InvalidDataException();
    }

    private static async LoopTask<int> ThrowNumberAsync(LoopSignal? signal)
    {
        int value = signal is null ? 1 : await signal.WaitAsync();
        return value == 0 ? 0 : throw new InvalidDataException();
    }
}

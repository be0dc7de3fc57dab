using System;
using System.Runtime.CompilerServices;

namespace Engine.IO.Loop;

/// <summary>A call to be made later. Without an action the state is one, which takes nothing.</summary>
internal struct WorkItem(Action<object?>? action, object? state)
{
    internal Action<object?>? Action = action;
    internal object? State = state;

    internal readonly void Run()
    {
        if (Action is null)
        {
            Unsafe.As<Action>(State!)();
        }
        else
        {
            Action(State);
        }
    }
}

using System.Collections.Generic;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary>Puts the scripts of single protocols together.</summary>
internal sealed class FixedScript
{
    private readonly List<CheckStep> _steps = [new ConnectStep { UsesServerOptions = true, Lingers = true }];

    internal FixedScript Send(byte[] bytes)
    {
        _steps.Add(new BytesSendStep(bytes));
        return this;
    }

    internal FixedScript Send(SendStep step)
    {
        _steps.Add(step);
        return this;
    }

    internal FixedScript Expect(ExpectStep step)
    {
        _steps.Add(step);
        return this;
    }

    internal CheckScript Finish() => new(_steps);
}

using System.Collections.Generic;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary>Compiles the http-check lines of a section.</summary>
internal static class HttpScript
{
    internal static List<CheckStep>? Compile(CheckArguments arguments, HttpRequestParts request)
    {
        bool sendsState = arguments.Proxy.Options.TryGetValue("check-sends-state", out bool on) && on;
        return [new HttpSendStep(request, sendsState), new StatusStep(StatusStep.Good, inverted: false)];
    }
}

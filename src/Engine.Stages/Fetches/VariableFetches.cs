using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;
using Engine.Stages.Variables;

namespace Engine.Stages.Fetches;

/// <summary>Variables (CFG 2.8, 7.3.2).</summary>
internal static class VariableFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        new("var", "The value of a variable, or the default behind its name.", SampleNeeds.Nothing, Create),
    ];

    private static VarFetch? Create(SampleCallArguments call) =>
        VariableAccess.TryName(call, 0, out VariableName name)
            ? new VarFetch(name, call.Count > 1 ? ByteText.ToBytes(call.Text(1)) : null)
            : null;

    private sealed class VarFetch(VariableName name, byte[]? missing) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (VariableAccess.TryGet(context, name, ref sample))
            {
                return true;
            }

            if (missing is not null)
            {
                sample.SetText(missing);
            }

            return missing is not null;
        }
    }
}

using Engine.Proxy.Samples;
using Engine.Proxy.Variables;

namespace Engine.Stages.Variables;

/// <summary>Where each scope's variables are, as seen from a place of evaluation. A scope that has no store there has no variables.</summary>
internal static class VariableAccess
{
    /// <summary>Reads the name in an argument; reports when it is none.</summary>
    internal static bool TryName(SampleCallArguments call, int index, out VariableName name)
    {
        if (call.Compiler.Variables.TryName(call.Text(index), out name, out string error))
        {
            return true;
        }

        call.Error(error, "write it as txn.name");
        return false;
    }

    internal static bool TryGet(in SampleContext context, VariableName name, ref Sample sample)
    {
        if (name.Scope == VariableScope.Process)
        {
            return context.Place.Plan.Variables.TryGet(name.Slot, ref sample);
        }

        return StoreOf(context, name.Scope)?.TryGet(name.Slot, ref sample) ?? false;
    }

    /// <summary>True once it was set, even when it was unset since; those of the process exist from the start (CFG 7.3.1 set-var).</summary>
    internal static bool Exists(in SampleContext context, VariableName name) =>
        name.Scope == VariableScope.Process || (StoreOf(context, name.Scope)?.Exists(name.Slot) ?? false);

    /// <summary>False when there is no room for the value, or nothing that could hold it.</summary>
    internal static bool TrySet(in SampleContext context, VariableName name, in Sample sample)
    {
        if (name.Scope == VariableScope.Process)
        {
            return context.Place.Plan.Variables.TrySet(name.Slot, sample);
        }

        return StoreOf(context, name.Scope)?.TrySet(name.Slot, sample) ?? false;
    }

    internal static void Unset(in SampleContext context, VariableName name)
    {
        if (name.Scope == VariableScope.Process)
        {
            context.Place.Plan.Variables.Unset(name.Slot);
        }
        else
        {
            StoreOf(context, name.Scope)?.Unset(name.Slot);
        }
    }

    private static VariableStore? StoreOf(in SampleContext context, VariableScope scope) => scope switch
    {
        VariableScope.Session when context.HasClient => context.Client.Variables,
        VariableScope.Exchange when context.HasExchange => context.Exchange.Variables,

        // A variable of the request is gone once the response is processed, and the other way round.
        VariableScope.Request when context.HasExchange && (context.Point & RulePoints.Request) != 0 => context.Exchange.RequestVariables,
        VariableScope.Response when context.HasExchange && (context.Point & (RulePoints.Response | RulePoints.Log)) != 0 => context.Exchange.ResponseVariables,
        VariableScope.Check => context.Check?.Variables,
        _ => null,
    };
}

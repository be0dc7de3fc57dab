using System;
using System.Collections.Generic;

namespace Engine.Proxy.Variables;

/// <summary>Gives every variable that a configuration names its slot. Filled while the plan is compiled.</summary>
public sealed class VariableTable
{
    private static readonly Dictionary<string, VariableScope> Scopes = new(StringComparer.Ordinal)
    {
        ["proc"] = VariableScope.Process,
        ["sess"] = VariableScope.Session,
        ["txn"] = VariableScope.Exchange,
        ["req"] = VariableScope.Request,
        ["res"] = VariableScope.Response,
        ["check"] = VariableScope.Check,
    };

    private readonly Dictionary<(VariableScope, string), VariableName> _names = [];
    private readonly int[] _counts = new int[Scopes.Count];

    /// <summary>Variables named so far in a scope.</summary>
    public int CountOf(VariableScope scope) => _counts[(int)scope];

    /// <summary>Every name so far, with its scope and slot: "txn.name".</summary>
    public IEnumerable<(string Name, VariableName Variable)> All
    {
        get
        {
            foreach (((VariableScope scope, string name), VariableName variable) in _names)
            {
                foreach ((string prefix, VariableScope named) in Scopes)
                {
                    if (named == scope)
                    {
                        yield return ($"{prefix}.{name}", variable);
                    }
                }
            }
        }
    }

    /// <summary>Reads "scope.name". False, with the reason, when it is none.</summary>
    public bool TryName(string text, out VariableName variable, out string error)
    {
        variable = default;
        error = "";
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || !Scopes.TryGetValue(text[..dot], out VariableScope scope))
        {
            error = $"'{text}' does not begin with a scope: proc, sess, txn, req, res or check, and a dot";
            return false;
        }

        string name = text[(dot + 1)..];
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            error = $"'{name}' is no name of a variable: letters, digits, '.' and '_' are";
            return false;
        }

        if (!_names.TryGetValue((scope, name), out variable))
        {
            variable = new VariableName(scope, _counts[(int)scope]++);
            _names.Add((scope, name), variable);
        }

        return true;
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
}

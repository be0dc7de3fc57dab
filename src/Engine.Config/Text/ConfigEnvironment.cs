using System;
using System.Collections;
using System.Collections.Generic;

namespace Engine.Config.Text;

/// <summary>
/// The environment as the configuration sees it. <c>setenv presetenv unsetenv resetenv</c> change it while the file is being read
/// and so act on the lines that follow; the environment of the process itself is left alone. Values are byte strings (<see cref="ByteText"/>).
/// </summary>
public sealed class ConfigEnvironment
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>All variables now set: what a child process (external checks) is to be given.</summary>
    public IReadOnlyDictionary<string, string> Variables => _variables;

    /// <summary>A copy of the environment that this process was started with.</summary>
    public static ConfigEnvironment FromProcess()
    {
        var environment = new ConfigEnvironment();
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            environment.Set(ByteText.FromUnicode((string)entry.Key), ByteText.FromUnicode((string?)entry.Value ?? ""));
        }

        return environment;
    }

    /// <summary>The value, "" when it is set but empty, null when it is not set.</summary>
    public string? Get(string name) => _variables.GetValueOrDefault(name);

    /// <summary><c>setenv</c>.</summary>
    public void Set(string name, string value) => _variables[name] = value;

    /// <summary><c>presetenv</c>: an empty value counts as set.</summary>
    public void SetIfUnset(string name, string value) => _variables.TryAdd(name, value);

    /// <summary><c>unsetenv</c>.</summary>
    public void Unset(string name) => _variables.Remove(name);

    /// <summary><c>resetenv</c>: forgets every variable that is not in <paramref name="keep"/>.</summary>
    public void Reset(IReadOnlyCollection<string> keep)
    {
        var kept = new HashSet<string>(keep, StringComparer.Ordinal);
        foreach (string name in new List<string>(_variables.Keys))
        {
            if (!kept.Contains(name))
            {
                _variables.Remove(name);
            }
        }
    }
}

using System.Threading;
using Engine.Config.Model;

namespace Engine.Proxy.Variables;

/// <summary><c>tune.vars.*</c>: what variables may take, by scope and all together. Lives as long as the process; touched by all loops.</summary>
public sealed class VariableLimitsShared
{
    /// <summary>What HAProxy charges for a variable beside its bytes is of that order.</summary>
    internal const int VariableBytes = 64;

    private volatile VariableLimitsConfig _config = new();
    private volatile bool _isSet;
    private long _allBytes;

    /// <summary>False while nothing is bounded, and nothing counted.</summary>
    internal bool IsSet => _isSet;

    /// <summary>The configuration was read.</summary>
    internal void Use(VariableLimitsConfig config)
    {
        _config = config;
        _isSet = config.IsSet;
    }

    /// <summary>Bytes at most of one place that holds variables of that scope, those within it counted; 0 = any number.</summary>
    internal int MaxOf(VariableScope scope) => scope switch
    {
        VariableScope.Process => _config.ProcessBytesMax,
        VariableScope.Session => _config.SessionBytesMax,
        VariableScope.Exchange => _config.ExchangeBytesMax,
        VariableScope.Check => _config.CheckBytesMax,
        _ => _config.MessageBytesMax,
    };

    /// <summary>False when all variables together have no room for so many bytes more; fewer always fit.</summary>
    internal bool TryTake(int bytes)
    {
        long after = Interlocked.Add(ref _allBytes, bytes);
        int max = _config.GlobalBytesMax;
        if (bytes <= 0 || max == 0 || after <= max)
        {
            return true;
        }

        Interlocked.Add(ref _allBytes, -bytes);
        return false;
    }
}

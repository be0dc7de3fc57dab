namespace Engine.Config.Model;

/// <summary><c>tune.vars.*-max-size</c>: bytes of variables, names and book-keeping not counted; 0 = any number. Each scope counts what is within it too.</summary>
public sealed class VariableLimitsConfig
{
    public int GlobalBytesMax { get; internal set; }
    public int ProcessBytesMax { get; internal set; }
    public int SessionBytesMax { get; internal set; }
    public int ExchangeBytesMax { get; internal set; }
    public int MessageBytesMax { get; internal set; }
    public int CheckBytesMax { get; internal set; }

    /// <summary>True when any of them bounds anything.</summary>
    public bool IsSet => (GlobalBytesMax | ProcessBytesMax | SessionBytesMax | ExchangeBytesMax | MessageBytesMax | CheckBytesMax) != 0;
}

namespace Engine.Proxy.Control;

/// <summary>How messages of the runtime API show their severity (<c>set severity-output</c>).</summary>
public enum SeverityOutput : byte
{
    None,
    Number,
    Word,
}

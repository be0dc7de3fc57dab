namespace Engine.Proxy.Control;

/// <summary>How messages of the runtime API show their severity (<c>severity-output</c>); the same order as <see cref="Config.Model.SeverityDisplay"/>.</summary>
public enum SeverityOutput : byte
{
    None,
    Number,
    Word,
}

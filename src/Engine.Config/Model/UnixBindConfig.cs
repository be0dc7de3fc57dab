namespace Engine.Config.Model;

/// <summary><c>unix-bind</c>: what holds for listening UNIX sockets that do not say otherwise.</summary>
public sealed class UnixBindConfig
{
    /// <summary>Mode and owners, as a bind line has them; it has no address.</summary>
    public required BindConfig Defaults { get; init; }

    /// <summary><c>prefix</c>: stands before the path of every socket that is in the file system.</summary>
    public string Prefix { get; internal set; } = "";
}

namespace Engine.Config.Manual;

/// <summary>What a word of the configuration language is.</summary>
public enum ManualKind : byte
{
    Keyword,
    BindOption,
    ServerOption,
    Action,
    Fetch,
    Converter,
    LogAlias,
}

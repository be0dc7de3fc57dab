namespace Engine.Config.Expressions;

/// <summary>The type of a sample (CFG 7.1). <c>Any</c> is decided only when the sample is taken.</summary>
public enum SampleKind : byte
{
    Any,
    Boolean,
    Integer,
    Address,
    IPv4,
    IPv6,
    Text,
    Binary,
    Method,
}

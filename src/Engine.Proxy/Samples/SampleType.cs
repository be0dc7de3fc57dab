namespace Engine.Proxy.Samples;

/// <summary>What a sample holds while it is evaluated (CFG 7.1). An address is known to be IPv4 or IPv6 by then; a method is text.</summary>
public enum SampleType : byte
{
    /// <summary>There is no value: the fetch or a converter failed.</summary>
    None,

    /// <summary><see cref="Sample.Integer"/> is 0 or 1.</summary>
    Boolean,

    /// <summary><see cref="Sample.Integer"/>, 64 bits, signed.</summary>
    Integer,

    /// <summary>The low 32 bits of <see cref="Sample.Address"/>, the first octet highest.</summary>
    IPv4,

    /// <summary><see cref="Sample.Address"/>, the first octet highest.</summary>
    IPv6,

    /// <summary><see cref="Sample.Bytes"/>, characters.</summary>
    Text,

    /// <summary><see cref="Sample.Bytes"/>, any bytes.</summary>
    Binary,

    /// <summary>Only as what is wanted of a sample: an address of either family.</summary>
    Address,
}

namespace Engine.Config.Model;

/// <summary><c>hash-type</c>, first word: how hashes become servers.</summary>
public enum HashMethod : byte { MapBased, Consistent }

/// <summary><c>hash-preserve-affinity</c>: which servers the ring passes over.</summary>
public enum HashAffinity : byte { Always, MaxConn, MaxQueue }

/// <summary><c>hash-key</c> of a server: what its places on the ring are made of.</summary>
public enum HashKey : byte { Id, Address, AddressAndPort }

/// <summary>What <c>hash-type</c> and its kin say of one backend.</summary>
public sealed record HashConfig
{
    public HashMethod Method { get; init; }

    /// <summary>A name of the vocabulary; empty for the usual one.</summary>
    public string Function { get; init; } = "";

    /// <summary>Spreads the hash over all its bits.</summary>
    public bool Avalanche { get; init; }

    /// <summary><c>hash-balance-factor</c>: a server's load at most, in percent of the average; 0 = any.</summary>
    public int BalanceFactor { get; init; }

    public HashAffinity Affinity { get; init; }
}

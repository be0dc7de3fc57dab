using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>Who sets the cookie of <c>cookie NAME</c>.</summary>
public enum CookieMode : byte
{
    /// <summary>The server; it is looked at only.</summary>
    Passive,

    /// <summary>The server; its value is replaced.</summary>
    Rewrite,

    /// <summary>The engine.</summary>
    Insert,

    /// <summary>The server; the engine writes the name of the server in front of its value.</summary>
    Prefix,
}

/// <summary><c>cookie NAME [OPTIONS]</c> (CFG 4.2).</summary>
public sealed record CookieConfig(Statement Where, string Name, CookieMode Mode)
{
    /// <summary>The server does not see it; the client is not given one that it has.</summary>
    public bool Indirect { get; init; }

    /// <summary>A response that brings it is not to be cached.</summary>
    public bool NoCache { get; init; }

    /// <summary>Inserted on responses to POST only.</summary>
    public bool PostOnly { get; init; }

    /// <summary>One that the server sets itself is left alone.</summary>
    public bool Preserve { get; init; }

    public bool HttpOnly { get; init; }

    public bool Secure { get; init; }

    /// <summary>Servers without a value of their own get one made of their address and <c>dynamic-cookie-key</c>.</summary>
    public bool Dynamic { get; init; }

    /// <summary>s after which a cookie that was not used is ignored; 0 = never.</summary>
    public int MaxIdleSeconds { get; init; }

    /// <summary>s after which a cookie is ignored; 0 = never.</summary>
    public int MaxLifeSeconds { get; init; }

    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Further attributes, as written.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];
}

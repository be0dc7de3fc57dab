using System;
using System.Collections.Generic;

namespace Engine.Config.Conditions;

/// <summary>What conditions may ask about this engine. The front door fills it in; only what is really there may be listed.</summary>
/// <param name="Features"><c>feature(NAME)</c>: what <c>-vv</c> lists with a plus sign, such as "EPOLL".</param>
/// <param name="Options"><c>enabled(NAME)</c>: what is on in this run, such as "REUSEPORT" or "SPLICE".</param>
/// <param name="CompatibleVersion">The HAProxy version whose language is spoken, "3.4.0": <c>version_atleast</c> and <c>version_before</c>.</param>
/// <param name="SslLibrary">
/// The TLS library that this machine has, in its own words: "OpenSSL 3.0.11 19 Sep 2023"; null where there is none, and then both
/// openssl_version predicates and ssllib_name_startswith are false. Called only where a condition asks, since it loads the library.
/// </param>
public sealed record EngineFeatures(
    IReadOnlySet<string> Features,
    IReadOnlySet<string> Options,
    string CompatibleVersion,
    Func<string?>? SslLibrary = null)
{
    /// <summary>The version of HAProxy whose configuration language this project implements.</summary>
    public const string LanguageVersion = "3.4.0";

    /// <summary>Speaks the language, has nothing: for reading a configuration without an engine around it.</summary>
    public static EngineFeatures None { get; } = new(new HashSet<string>(), new HashSet<string>(), LanguageVersion);

    /// <summary>AWS-LC's API number; null with any other library: then both awslc_api predicates are false.</summary>
    public int? AwsLcApi { get; init; }
}

using System;
using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>Parses <c>fetch(args),converter(args),...</c> (CFG 7.3). Every finding points at the name or argument it is about.</summary>
public static class SampleParser
{
    /// <summary>Parses a word that is one whole expression.</summary>
    /// <returns>Null when an error was reported.</returns>
    public static SampleExpression? Parse(Statement at, int word, ExpressionContext context)
    {
        var text = new WordText(at, word, context);
        SampleExpression? expression = ParsePart(text, aclHead: false, out _);
        if (expression is not null && !text.AtEnd)
        {
            text.Error(text.Position, text.Text.Length - text.Position, $"unexpected '{text.Text[text.Position..]}' after the sample expression", "converters are joined with commas: fetch(args),converter(args)");
            return null;
        }

        return expression;
    }

    /// <summary>Parses from the word's position and stops after the last converter; the caller judges what follows.</summary>
    /// <param name="aclHead">ACL words such as <c>hdr_sub</c> are allowed as the fetch.</param>
    /// <param name="implied">The match that an ACL word stands for.</param>
    internal static SampleExpression? ParsePart(WordText text, bool aclHead, out AclMatch? implied)
    {
        implied = null;
        int start = text.Position;
        string name = TakeName(text);
        if (name.Length == 0)
        {
            text.Error(start, Math.Max(text.Text.Length - start, 0), text.AtEnd ? "missing sample fetch" : $"a sample fetch is expected, not '{text.Text[start..]}'", "name one, such as src, path or req.hdr(host)");
            return null;
        }

        string canonical = name;
        if (aclHead && AclWords.All.TryGetValue(name, out (string Fetch, AclMatch Match) acl))
        {
            canonical = acl.Fetch;
            implied = acl.Match;
        }

        if (!SampleCatalog.Fetches.TryGetValue(canonical, out SampleSignature? signature))
        {
            if (!Vocabulary.Has(text.Context.Vocabulary.SampleFetches, name))
            {
                ReportUnknownFetch(text, start, name, aclHead);
                return null;
            }

            signature = new SampleSignature(name, null, SampleKind.Any, AnyArguments, 0);
        }

        SampleCall? fetch = FinishCall(text, start, signature);
        return fetch is null ? null : ParseConverters(text, fetch, signature.Output ?? SampleKind.Any);
    }

    /// <summary>Names that only a stage knows take whatever they are given; the stage judges.</summary>
    private static readonly string[] AnyArguments = ["string", "string", "string", "string", "string", "string", "string", "string"];

    private static SampleExpression? ParseConverters(WordText text, SampleCall fetch, SampleKind kind)
    {
        var converters = new List<SampleCall>();
        while (text.TryTake(','))
        {
            int start = text.Position;
            string name = TakeName(text);
            if (name.Length == 0)
            {
                text.Error(start, text.AtEnd ? 0 : 1, "a converter is expected after ','", "name one, such as lower, or remove the comma");
                return null;
            }

            if (!SampleCatalog.Converters.TryGetValue(name, out SampleSignature? signature))
            {
                if (!Vocabulary.Has(text.Context.Vocabulary.Converters, name))
                {
                    text.Error(start, name.Length, $"unknown converter '{name}'", Spelling.Fix(name, SampleCatalog.Converters.Keys));
                    return null;
                }

                signature = new SampleSignature(name, SampleKind.Any, SampleKind.Any, AnyArguments, 0);
            }

            if (FinishCall(text, start, signature) is not { } call)
            {
                return null;
            }

            converters.Add(call);
            kind = signature.Output ?? kind;
        }

        return new SampleExpression(fetch, converters, kind);
    }

    private static SampleCall? FinishCall(WordText text, int start, SampleSignature signature)
    {
        var arguments = new List<SampleArgument>();
        if (text.Current == '(' && !SampleArguments.TryTake(text, signature, arguments))
        {
            return null;
        }

        string written = text.Text[start..text.Position];
        if (arguments.Count < signature.Required)
        {
            text.Error(start, written.Length, $"'{signature.Name}' needs {Spelling.Count(signature.Required, "argument")}, not {arguments.Count}", $"write it as {signature.Usage}");
            return null;
        }

        if (!SampleArguments.Check(text, signature, arguments))
        {
            return null;
        }

        string[] values = new string[arguments.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Text;
        }

        return new SampleCall(signature.Name, values, text.SpanOf(start, written.Length));
    }

    private static void ReportUnknownFetch(WordText text, int start, string name, bool aclHead)
    {
        if (!aclHead && AclWords.All.TryGetValue(name, out (string Fetch, AclMatch Match) acl))
        {
            text.Error(start, name.Length, $"'{name}' is an ACL word, not a sample fetch", $"use '{acl.Fetch}' here");
            return;
        }

        var candidates = new List<string>(SampleCatalog.Fetches.Keys);
        if (aclHead)
        {
            candidates.AddRange(AclWords.All.Keys);
        }

        text.Error(start, name.Length, $"unknown sample fetch '{name}'", Spelling.Fix(name, candidates));
    }

    private static string TakeName(WordText text)
    {
        int start = text.Position;
        while (!text.AtEnd && (char.IsAsciiLetterOrDigit(text.Current) || text.Current is '_' or '.' or '-' or '+'))
        {
            text.Position++;
        }

        return text.Text[start..text.Position];
    }
}

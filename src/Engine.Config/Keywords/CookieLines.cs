using System;
using System.Collections.Generic;
using Engine.Config.Model;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>cookie NAME [OPTIONS]</c>.</summary>
internal static class CookieLines
{
    public static readonly Grammar Grammar = Grammar.Of(
        Argument.Text("NAME"),
        Argument.Flag("rewrite"),
        Argument.Flag("insert"),
        Argument.Flag("prefix"),
        Argument.Flag("indirect"),
        Argument.Flag("nocache"),
        Argument.Flag("postonly"),
        Argument.Flag("preserve"),
        Argument.Flag("httponly"),
        Argument.Flag("secure"),
        Argument.Flag("dynamic"),
        Argument.Text("DOMAIN").After("domain").Repeated(),
        Argument.Text("ATTRIBUTE").After("attr").Repeated(),
        Argument.Time(Values.TimeUnit.Seconds).After("maxidle"),
        Argument.Time(Values.TimeUnit.Seconds).After("maxlife"));

    private const int MsPerSecond = 1000;

    public static void Build(ProxyBuilder proxy, KeywordCall call)
    {
        if (!TryMode(call, out CookieMode mode) || !TryText(call))
        {
            return;
        }

        CookieConfig cookie = new(call.At, call.Text(), mode)
        {
            Indirect = Has(call, "indirect"),
            NoCache = Has(call, "nocache"),
            PostOnly = Has(call, "postonly"),
            Preserve = Has(call, "preserve"),
            HttpOnly = Has(call, "httponly"),
            Secure = Has(call, "secure"),
            Dynamic = Has(call, "dynamic"),
            MaxIdleSeconds = SecondsOf(call, "maxidle"),
            MaxLifeSeconds = SecondsOf(call, "maxlife"),
            Domains = call.FindAll("domain"),
            Attributes = call.FindAll("attr"),
        };
        if (Check(call, cookie))
        {
            proxy.Proxy.Cookie = cookie;
        }
    }

    private static bool TryMode(KeywordCall call, out CookieMode mode)
    {
        mode = CookieMode.Passive;
        int modes = 0;
        foreach ((string word, CookieMode named) in new[] { ("rewrite", CookieMode.Rewrite), ("insert", CookieMode.Insert), ("prefix", CookieMode.Prefix) })
        {
            if (Has(call, word))
            {
                mode = named;
                modes++;
            }
        }

        if (modes > 1)
        {
            call.Error(call.Word, "a cookie is either rewritten, inserted or prefixed", "keep one of 'rewrite', 'insert' and 'prefix'");
        }

        return modes <= 1;
    }

    private static bool Check(KeywordCall call, CookieConfig cookie)
    {
        if (cookie is { Mode: CookieMode.Rewrite, Indirect: true })
        {
            return Fail(call, "'rewrite' and 'indirect' exclude each other: what the server sees it cannot be kept from", "remove one of them");
        }

        if (cookie.Preserve && cookie.Mode != CookieMode.Insert && !cookie.Indirect)
        {
            return Fail(call, "'preserve' needs 'insert' or 'indirect'", "add one of them, or remove it");
        }

        if ((cookie.MaxIdleSeconds > 0 || cookie.MaxLifeSeconds > 0) && cookie.Mode != CookieMode.Insert)
        {
            return Fail(call, "only a cookie that is inserted can tell its age", "add 'insert', or remove 'maxidle' and 'maxlife'");
        }

        foreach (string domain in cookie.Domains)
        {
            if (!domain.AsSpan(Math.Min(1, domain.Length)).Contains('.'))
            {
                call.Warning(call.Find("domain")!.Value.Word, $"'{domain}' has no dot inside: browsers refuse a cookie for it");
            }
        }

        return true;
    }

    /// <summary>Whatever ends up in a header field must not end it.</summary>
    private static bool TryText(KeywordCall call)
    {
        List<string> texts = [call.Text(), .. call.FindAll("domain"), .. call.FindAll("attr")];
        foreach (string text in texts)
        {
            foreach (char character in text)
            {
                if (character < ' ' || character is ';' or (char)127 || (text == texts[0] && character is '=' or ' ' or ','))
                {
                    return Fail(call, $"'{text}' holds a character that a cookie cannot have", null);
                }
            }
        }

        return true;
    }

    private static bool Fail(KeywordCall call, string message, string? fix)
    {
        call.Error(call.Word, message, fix);
        return false;
    }

    private static bool Has(KeywordCall call, string flag) => call.Find(flag) is not null;

    private static int SecondsOf(KeywordCall call, string key) => (int)((call.Find(key)?.Number ?? 0) / MsPerSecond);
}

using System;
using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>The section a statement stands in, as far as finding and judging its keyword needs it.</summary>
/// <param name="Kind">One section; a named defaults section has two bits.</param>
/// <param name="Title">For messages: "backend 'b'", "the global section".</param>
/// <param name="HasElsewhere">Says where a first word is at home that this section does not know; null when nowhere.</param>
internal sealed record SectionPlace(SectionSet Kind, string Title, Func<string, string?> HasElsewhere);

/// <summary>Reads one statement: finds its row, judges section and prefix, parses the arguments, builds.</summary>
internal static class KeywordReader
{
    public static void Read<TTarget>(KeywordTable<TTarget> table, TTarget target, Statement at, SectionPlace place, ReadContext context)
    {
        Prefix prefix = PrefixOf(at);
        int first = prefix == Prefix.None ? 0 : 1;
        if (table.Find(at.Words, first, out int count) is not { } keyword)
        {
            UnknownKeyword.Report(table, at, first, place, context);
            return;
        }

        var call = new KeywordCall(context, at, keyword.Name, first, first + count) { Prefix = prefix };
        if (!IsAtHome(keyword, call, place) || !TakesPrefix(keyword, call))
        {
            return;
        }

        switch (keyword.Standing)
        {
            case Standing.Removed:
                call.Error(first, $"'{keyword.Name}' is no longer part of the language", keyword.Advice);
                return;
            case Standing.Known when keyword.Build is null:
                // What is off anyway may be switched off.
                if (prefix == Prefix.None)
                {
                    call.NotSupported();
                }

                return;
            case Standing.Obsolete:
                call.Warning(first, $"'{keyword.Name}' is obsolete", keyword.Advice);
                break;
        }

        if (!CanBuild(keyword, call))
        {
            return;
        }

        if (keyword.Standing != Standing.Hint)
        {
            keyword.Build!(target, call);
        }
        else if (prefix == Prefix.None)
        {
            call.HasNoEffect(keyword.Reason!);
        }
    }

    private static bool CanBuild<TTarget>(Keyword<TTarget> keyword, KeywordCall call)
    {
        if (call.Prefix != Prefix.None)
        {
            if (call.First < call.Count)
            {
                call.Error(call.First, $"'{call.At.Words[0].Text} {keyword.Name}' takes no argument, but '{call.At.Words[call.First].Text}' follows", "remove it");
            }

            return call.First >= call.Count;
        }

        return keyword.Grammar.IsFree || new ArgumentReader(keyword.Grammar, call).TryRead(mustEnd: true, out _);
    }

    private static Prefix PrefixOf(Statement at) => at.Words.Count < 2 ? Prefix.None : at.Words[0].Text switch
    {
        "no" => Prefix.No,
        "default" => Prefix.Default,
        _ => Prefix.None,
    };

    private static bool TakesPrefix<TTarget>(Keyword<TTarget> keyword, KeywordCall call)
    {
        if (call.Prefix == Prefix.None || keyword.Negation == Negation.NoAndDefault || (keyword.Negation == Negation.No && call.Prefix == Prefix.No))
        {
            return true;
        }

        call.Error(0, $"'{call.At.Words[0].Text}' cannot stand before '{keyword.Name}'", "it can stand before on/off options, 'log' and some keywords of the global section");
        return false;
    }

    private static bool IsAtHome<TTarget>(Keyword<TTarget> keyword, KeywordCall call, SectionPlace place)
    {
        if ((keyword.Sections & place.Kind) != 0)
        {
            return true;
        }

        if ((place.Kind & SectionSet.Defaults) != 0)
        {
            bool needsName = (keyword.Sections & SectionSet.NamedDefaults) != 0;
            call.Error(call.Word, needsName ? $"'{keyword.Name}' cannot stand in a defaults section without a name" : $"'{keyword.Name}' cannot stand in a defaults section", needsName ? "name the section (defaults NAME), and refer to it with 'from NAME'" : "write it in each section it is meant for");
            return false;
        }

        string missing = place.Kind == SectionSet.Frontend ? "backend" : "frontend";
        string fix = place.Kind == SectionSet.Backend && keyword.Name == "maxconn"
            ? "to limit servers, write maxconn on their lines; 'fullconn' is the load of the whole backend"
            : $"move it to a {missing} or listen section";
        if (keyword.IsErrorElsewhere)
        {
            call.Error(call.Word, $"'{keyword.Name}' cannot stand here because {place.Title} has no {missing} capability", fix);
        }
        else
        {
            call.Warning(call.Word, $"'{keyword.Name}' ignored because {place.Title} has no {missing} capability", fix);
        }

        return false;
    }
}

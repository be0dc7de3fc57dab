using System;
using Engine.Config.Model;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.UnixBindConfig>;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>unix-bind [prefix PREFIX] [mode MODE] [user USER] [uid UID] [group GROUP] [gid GID]</c>.</summary>
internal static class UnixBindLines
{
    private static readonly KeywordTable<UnixBindConfig> Options = new(
    [
        Row.Built("prefix", SectionSet.None, Grammar.Of(Argument.Text("PREFIX")), "Stands before the path of every UNIX socket.", static (u, c) => u.Prefix = c.Text()),
        Shared("mode"),
        Shared("user"),
        Shared("group"),
        Shared("uid"),
        Shared("gid"),
    ]);

    public static void Build(GlobalBuilder global, KeywordCall call)
    {
        var unix = new UnixBindConfig { Defaults = new BindConfig { Where = call.At, Addresses = [] } };
        if (call.First >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, "'unix-bind' needs a setting", "write it as: unix-bind [prefix PREFIX] [mode MODE] [user USER] [uid UID] [group GROUP] [gid GID]");
        }
        else if (OptionList.TryRead(Options, unix, call, call.First, "unix-bind"))
        {
            global.Config.UnixBind = unix;
        }
    }

    private static Keyword<UnixBindConfig> Shared(string name)
    {
        Keyword<BindConfig> bind = BindOptions.Table.Get(name) ?? throw new InvalidOperationException(name);
        return Row.Built(name, SectionSet.None, bind.Grammar, bind.Summary, (unix, call) => bind.Build!(unix.Defaults, call));
    }
}

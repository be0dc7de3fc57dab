using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Stages.Statistics;

namespace Engine.Stages.Commands;

/// <summary>Figures about the process as a whole.</summary>
internal static class InfoCommands
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("show info", "[desc|json|typed|float]*", "report information about the running process", ControlLevel.User, ShowInfo),
        new("show schema json", "", "report schema used for stats", ControlLevel.User, static call => Line(call, StatSchema.Text)),
        new("show version", "", "show version of the current process", ControlLevel.User, static call => Line(call, call.Engine.Process.Version)),
    ];

    private static IEnumerator<Slice>? ShowInfo(CommandCall call)
    {
        InfoSource source = new(call.Engine);
        TextPage page = call.Page;
        bool json = call.Has("json");
        bool typed = call.Has("typed");
        bool describes = call.Has("desc");
        page.Text(json ? "[" : "");
        bool isFirst = true;
        for (int i = 0; i < InfoFields.All.Count; i++)
        {
            InfoField field = InfoFields.All[i];
            StatValue value = field.Read(source);
            if (value.Type == StatType.None)
            {
                continue;
            }

            if (json)
            {
                page.Text(isFirst ? "{" : ",{");
                FieldFormat.Json(page, i, field.Name, field.Tags, value);
                page.Raw((byte)'}');
                isFirst = false;
                continue;
            }

            if (typed)
            {
                page.Number(i).Raw((byte)'.');
                FieldFormat.Typed(page, field.Name, field.Tags, value);
            }
            else
            {
                page.Text(field.Name).Text(": ");
                FieldFormat.Plain(page, value);
            }

            page.Text(describes ? ":\"" : "").Text(describes ? field.Documentation : "").Text(describes ? "\"\n" : "\n");
        }

        page.Text(json ? "]\n" : "");
        return null;
    }

    private static IEnumerator<Slice>? Line(CommandCall call, string text)
    {
        call.Page.Line(text);
        return null;
    }
}

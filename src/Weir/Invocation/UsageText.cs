using System.IO;
using Weir.Tools;

namespace Weir.Invocation;

/// <summary>The help that the option table yields.</summary>
internal static class UsageText
{
    public static void Write(TextWriter output)
    {
        output.WriteLine("Usage: weir -f FILE [OPTION...] [-- FILE...]    serve what the configuration says");
        output.WriteLine("       weir -c -f FILE                          check it only");
        output.WriteLine("       weir demo [--port N]                     a frontend and two origins to try, on 127.0.0.1:8080");
        output.WriteLine("       weir TOOL ...                            one of these; 'weir TOOL --help' says more:");
        foreach (ToolRow row in ToolTable.Rows)
        {
            output.WriteLine($"         {row.Name,-12} {row.Documentation}");
        }

        output.WriteLine();
        foreach (OptionRow row in OptionTable.Rows)
        {
            string name = row.Arity == OptionArity.Glued || row.ValueName.Length == 0 ? row.Name + row.ValueName : $"{row.Name} {row.ValueName}";
            output.WriteLine($"  {name,-20} {row.Documentation}");
        }
    }
}

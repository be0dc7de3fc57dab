using System;
using Weir.Invocation;

namespace Weir;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (!CommandLine.TryParse(args, out Options? options, out string error))
        {
            Console.Error.WriteLine($"[ERROR] {error}");
            UsageText.Write(Console.Error);
            return 1;
        }

        return new FrontDoor(options, Console.Out, Console.Error).Run();
    }
}

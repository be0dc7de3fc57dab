using System;
using Engine.LoadTests.Invocation;

namespace Engine.LoadTests;

internal static class Program
{
    private static int Main(string[] args) => CommandLine.Run(args, static options => new FrontDoor(options, Console.Out, Console.Error).Run());
}

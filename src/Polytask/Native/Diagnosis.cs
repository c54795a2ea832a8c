using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Polytask.Native;

/// <summary>One thing that a program needs of its machine, tried.</summary>
/// <param name="Name">What was tried.</param>
/// <param name="Ok">Whether it works.</param>
/// <param name="Finding">What was found; where it does not work, also what to do.</param>
public sealed record DiagnosisCheck(string Name, bool Ok, string Finding);

/// <summary>The state of the machine and of the program's libraries, as far as training depends on them.</summary>
/// <param name="Polytask">The version of Polytask.</param>
/// <param name="DotNet">The version of the .NET runtime.</param>
/// <param name="System">The operating system and the platform of this process.</param>
/// <param name="TorchSharp">The version of TorchSharp.</param>
/// <param name="Load">How libtorch was loaded; <c>null</c> where it could not be.</param>
/// <param name="Checks">What was tried.</param>
public sealed record Diagnosis(string Polytask, string DotNet, string System, string TorchSharp, LibTorchLoad? Load, IReadOnlyList<DiagnosisCheck> Checks)
{
    private const int Size = 64;

    /// <summary>Whether everything works.</summary>
    public bool Ok => Checks.All(check => check.Ok);

    /// <summary>Loads libtorch and multiplies two matrices; a failure is a finding, never an exception.</summary>
    /// <param name="threads">As in <see cref="LibTorch.Init"/>.</param>
    public static Diagnosis Take(int? threads = null)
    {
        LibTorchLoad? load = null;
        var checks = new List<DiagnosisCheck>
        {
            Try("libtorch loads", () => Describe(load = LibTorch.Init(threads))),
        };
        if (load is not null) checks.Add(Try("tensors multiply", Multiply));
        return new Diagnosis(
            VersionOf(typeof(Diagnosis)), Environment.Version.ToString(), $"{RuntimeInformation.OSDescription}, {NativeFiles.Platform}",
            VersionOf(typeof(torch)), load, checks);
    }

    private static DiagnosisCheck Try(string name, Func<string> check)
    {
        try
        {
            return new DiagnosisCheck(name, true, check());
        }
        catch (Exception e) when (e is PolytaskException or ExternalException)
        {
            return new DiagnosisCheck(name, false, e.Message.Split('\n')[0]);
        }
    }

    private static string Describe(LibTorchLoad load) => load.Method switch
    {
        LoadMethod.RelaxedAtBuild => $"{load.Library}, its need of {TorchSharpLibrary.MarkerVersion} relaxed at build",
        LoadMethod.RelaxedInMemory => $"{load.Library}, its need of {TorchSharpLibrary.MarkerVersion} relaxed in memory",
        _ => load.Library ?? "as it is",
    };

    // Small whole numbers: every product and sum is exact in 32 bits, whatever the order.
    private static unsafe string Multiply()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var left = torch.tensor([.. Enumerable.Range(0, Size * Size).Select(i => (float)(i % 7))]).reshape(Size, Size);
        var right = torch.tensor([.. Enumerable.Range(0, Size * Size).Select(i => (float)(i % 5))]).reshape(Size, Size);
        var product = LibTorch.Pointer(torch.mm(left, right));
        for (var i = 0; i < Size * Size; i++)
        {
            var expected = 0;
            for (var k = 0; k < Size; k++) expected += (i / Size * Size + k) % 7 * ((k * Size + i % Size) % 5);
            if (product[i] != expected)
                throw new TrainingException($"torch.mm  expected {expected} in row {i / Size}, column {i % Size}, found {product[i]}. The native library is damaged: add its package again.");
        }
        return $"two {Size} × {Size} matrices, every number right";
    }

    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}

using Mono.Cecil;
using Mono.Cecil.Cil;
using TorchSharp;

namespace Polytask.Tests.House;

/// <summary>
/// A C# number for libtorch is a <see cref="Scalar"/>, which the garbage collector may free while libtorch still reads it: TorchSharp holds none that it makes by itself,
/// as for every sum and square. So every one is held here, <c>using var number = x.ToScalar()</c>, and no method that makes one inside is called.
/// </summary>
public sealed class HeldNumberTests
{
    private const string Libtorch = "TorchSharp.dll";
    private static readonly string Folder = AppContext.BaseDirectory;

    private readonly Dictionary<string, bool> _makesNumbers = [];

    [Fact]
    public void Numbers_are_held_while_libtorch_reads_them() =>
        Rule.Holds(from file in Directory.EnumerateFiles(Folder, "Polytask*.dll")
                   from type in Read(file).GetTypes()
                   where type.DeclaringType?.Name != nameof(HeldNumberTests)
                   from fault in Faults(type)
                   select fault);

    [Fact]
    public void Planted_numbers_are_found()
    {
        var planted = Read(typeof(HeldNumberTests).Assembly.Location).GetType($"{typeof(HeldNumberTests).FullName}/{nameof(Planted)}");
        Assert.Equal(["Sum", "Square", "Double", "Plus", "Read", "Passed", "Kept"], Faults(planted).Select(fault => fault.Split("  ")[0].Split('.')[^1]));
    }

    private static ModuleDefinition Read(string file)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Folder);
        return ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = resolver });
    }

    private IEnumerable<string> Faults(TypeDefinition type) =>
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        let called = instruction.Operand as MethodReference
        where called is not null && (Makes(called) ? !IsHeld(instruction.Next, method.Body) : MakesInside(called))
        select $"{type.FullName}.{method.Name}  The garbage collector may free the number of {called.Name} while libtorch reads it. "
            + "Hold it: using var number = x.ToScalar(), or take Scalars.One, as in sum.add_(tensor, Scalars.One), or a product in place of a square.";

    private static bool Makes(MethodReference called) =>
        called.ReturnType.FullName == typeof(Scalar).FullName && called.Name is "op_Implicit" or nameof(torch.Tensor.ToScalar);

    /// <summary>Whether what was made is kept for ever, or in a variable that is disposed of at the end.</summary>
    private static bool IsHeld(Instruction next, MethodBody body) =>
        next.OpCode.Code == Code.Stsfld
        || VariableOf(next, "stloc", body) is { } stored && body.ExceptionHandlers.Any(handler => handler.HandlerType == ExceptionHandlerType.Finally && VariableOf(handler.HandlerStart, "ldloc", body) == stored);

    /// <summary>The variable that an instruction stores or loads, or null.</summary>
    private static VariableDefinition? VariableOf(Instruction instruction, string code, MethodBody body) => instruction.OpCode.Name.Split('.') switch
    {
        [var name, ("0" or "1" or "2" or "3") and var place] when name == code => body.Variables[place[0] - '0'],
        [var name, ..] when name == code => (VariableDefinition)instruction.Operand,
        _ => null,
    };

    /// <summary>Whether a method of TorchSharp makes a number, itself or in what it calls.</summary>
    private bool MakesInside(MethodReference called)
    {
        if (called.DeclaringType.Resolve()?.Module.Name != Libtorch || called.DeclaringType.FullName == typeof(Scalar).FullName) return false;
        if (_makesNumbers.TryGetValue(called.FullName, out var known)) return known;
        _makesNumbers[called.FullName] = false; // until known, so that methods which call each other end
        return _makesNumbers[called.FullName] = called.Resolve() is { HasBody: true } method
            && method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>().Any(inner => Makes(inner) || MakesInside(inner));
    }

    private static class Planted
    {
        public static torch.Tensor Sum(torch.Tensor x) => x + x;

        public static torch.Tensor Square(torch.Tensor x) => x.square();

        public static torch.Tensor Double(torch.Tensor x) => x.mul(2);

        public static torch.Tensor Plus(torch.Tensor x) => 1 + x.view(-1);

        public static double Read(torch.Tensor x) => x.ToDouble();

        public static torch.Tensor Passed(torch.Tensor x) => x.mul(2.ToScalar());

        public static torch.Tensor Kept(torch.Tensor x)
        {
            var two = 2.ToScalar();
            return x.mul(two) - x.div(two);
        }

        public static torch.Tensor Held(torch.Tensor x)
        {
            using var two = 2.ToScalar();
            return x.mul(two) - x.mul(x);
        }
    }
}

using TorchSharp;
using TorchModule = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace Polytask.Modules;

/// <summary>
/// What a module must be so that a <see cref="TorchBlock"/> can be made of it: it turns rows of numbers into rows of numbers, each by itself; the same rows give the
/// same numbers every time, in training too; and all its state is parameters, 32-bit floats on the CPU that are trained.
/// </summary>
internal static class TorchModuleCheck
{
    private const int Rows = 5;

    // Kernels add up in another order for other numbers of rows.
    private const double Rounding = 1e-4;

    /// <summary>The width of the module's output, which is tried out with a few rows.</summary>
    /// <exception cref="ConfigurationException">It is another module than that.</exception>
    public static int OutputWidth(TorchModule module, string name, int inputWidth)
    {
        if (module.named_buffers().Select(buffer => buffer.name).FirstOrDefault() is { } buffer)
            throw Wrong(name, $"expected all its state in parameters, found the buffer '{buffer}', which no checkpoint would hold", "Use a module without, such as LayerNorm in place of BatchNorm");
        foreach (var (parameter, tensor) in module.named_parameters())
            if (!tensor.requires_grad || tensor.dtype != torch.ScalarType.Float32 || tensor.device_type != DeviceType.CPU)
                throw Wrong(name, $"expected trained parameters of 32-bit floats on the CPU, found '{parameter}', {tensor.dtype} on {tensor.device_type}{(tensor.requires_grad ? "" : ", frozen")}", "Change the module");
        using var still = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var input = torch.tensor([.. Enumerable.Range(0, Rows * inputWidth).Select(i => MathF.Sin(1.7f * i))]).view(Rows, inputWidth);
        var output = Call(module, name, input);
        if (output.dim() != 2 || output.size(0) != Rows || output.dtype != torch.ScalarType.Float32)
            throw Wrong(name, $"expected rows of 32-bit floats, [{Rows}, width], for [{Rows}, {inputWidth}]; found {output.dtype} [{string.Join(", ", output.shape)}]", "Change the module");
        if (Differ(output, Call(module, name, input)))
            throw Wrong(name, "expected the same output for the same rows, found another", "Leave dropout and other random parts out, and put a dropout stage behind it");
        if (Enumerable.Range(0, Rows).Any(row => Differ(output.narrow(0, row, 1), Call(module, name, input.narrow(0, row, 1)))))
            throw Wrong(name, "expected every row to be computed by itself, found rows that change with the others of the batch", "Use a module that looks at one row at a time");
        return checked((int)output.size(1));
    }

    private static torch.Tensor Call(TorchModule module, string name, torch.Tensor input)
    {
        module.train(true);
        try
        {
            return module.call(input);
        }
        catch (Exception failure) when (failure is System.Runtime.InteropServices.ExternalException or ArgumentException)
        {
            throw new ConfigurationException($"{name}: expected a module that takes rows of {input.size(1)} numbers, found that it cannot: {failure.Message.Split('\n')[0].TrimEnd('.')}. Change the module.", failure);
        }
    }

    private static bool Differ(torch.Tensor one, torch.Tensor other) =>
        !((one - other).abs().max().item<float>() <= Rounding * (1 + one.abs().max().item<float>()));

    private static ConfigurationException Wrong(string name, string what, string cure) => new($"{name}: the module: {what}. {cure}.");
}

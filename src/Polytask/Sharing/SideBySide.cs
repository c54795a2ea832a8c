using TorchSharp;

namespace Polytask.Sharing;

/// <summary>Representations in one tensor, [representations, batch, width], and one by one.</summary>
internal static class SideBySide
{
    /// <summary>Those that are needed, each [batch, width]; the others stay <c>null</c>.</summary>
    public static torch.Tensor?[] Apart(torch.Tensor representations, ReadOnlySpan<bool> needed)
    {
        var list = new torch.Tensor?[needed.Length];
        for (var i = 0; i < list.Length; i++)
            if (needed[i]) list[i] = representations[i];
        return list;
    }

    /// <summary>Cotangents, or stacks of them, in one; zeros where one was not needed, and <c>null</c> where none was.</summary>
    public static torch.Tensor? Together(ReadOnlySpan<torch.Tensor?> cotangents)
    {
        torch.Tensor?[] list = [.. cotangents];
        if (Array.Find(list, cotangent => cotangent is not null) is not { } any) return null;
        return torch.stack([.. list.Select(cotangent => cotangent ?? torch.zeros_like(any))], any.dim() - 2);
    }
}

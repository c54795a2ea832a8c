using Polytask.Modules;
using Polytask.Native;
using Polytask.Optimisation;

namespace Polytask.Training;

/// <summary>Dense parameters of one owner that lie side by side.</summary>
internal sealed unsafe class DenseGroup(ParameterStore store, string name, string owner, OptimiserOptions options, long offset, long length)
    : ParameterGroup(name, owner, options, length)
{
    public static IEnumerable<DenseGroup> Of(ParameterStore store, OptimiserOptions options)
    {
        for (var i = 0; i < store.Dense.Count;)
        {
            var first = store.Dense[i];
            var length = 0L;
            for (; i < store.Dense.Count && store.Dense[i].Owner == first.Owner; i++) length += store.Dense[i].Length;
            if (!first.IsFrozen) yield return new DenseGroup(store, first.Name, first.Owner, options, first.Offset, length);
        }
    }

    protected override void Update() => Update(LibTorch.Pointer(store.Values) + offset, LibTorch.Pointer(store.Gradients) + offset, 0, Length);
}

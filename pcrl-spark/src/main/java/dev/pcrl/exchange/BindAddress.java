package dev.pcrl.exchange;

import dev.pcrl.config.ClusterSettings;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;

/** The one address of this machine that workers listen on; never all of them. */
public final class BindAddress {
    private BindAddress() {}

    /**
     * Finds it.
     *
     * @param network {@link ClusterSettings#network()}
     * @param sparkHost by which Spark knows this executor
     * @throws UsageException if the machine has no address in the network
     */
    public static InetAddress of(String network, String sparkHost) {
        try {
            if (network.equals(ClusterSettings.SPARK)) {
                return InetAddress.getByName(sparkHost);
            }
            List<InetAddress> all = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
            String[] parts = network.split("/", 2);
            IpSubnetFilterRule rule =
                    new IpSubnetFilterRule(parts[0], Integer.parseInt(parts[1]), IpFilterRuleType.ACCEPT);
            return all.stream()
                    .filter(address -> rule.matches(new InetSocketAddress(address, 0)))
                    .findFirst()
                    .orElseThrow(() -> new UsageException(
                            "cluster.network is " + network + ", in which " + sparkHost + " has no address"));
        } catch (IllegalArgumentException e) { // of the rule
            throw new UsageException("cluster.network: " + e.getMessage(), e);
        } catch (UnknownHostException | SocketException e) {
            throw new UnavailableException("no address to listen on: " + e.getMessage(), e);
        }
    }
}
